/** What programs that the tests start have in common. They run on every JDK from 8 on. */
package com.example.support;
