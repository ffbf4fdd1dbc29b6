package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.FindingId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The remedies at stacks that HTTP clients really have, the innermost frame first. */
class HttpLibrariesTest {
  private static final Libraries LIBRARIES = Libraries.builtIn();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pool-churn        | SSLSocketFactory          | sun.net.www.http.HttpClient.closeServer sun.net.www.protocol.https.HttpsClient.closeServer sun.net.www.http.KeepAliveCache.run
          pool-churn        | http.maxConnections       | sun.net.www.http.HttpClient.closeServer sun.net.www.http.KeepAliveCache.run
          pool-churn        | http.maxConnections       | sun.net.www.http.HttpClient.closeServer sun.net.www.http.KeepAliveCache.put sun.net.www.http.HttpClient.finished feign.ReflectiveFeign$FeignInvocationHandler.invoke com.acme.Shop.buy
          close-per-request | WebSocket                 | jdk.internal.net.http.PlainHttpConnection.close jdk.internal.net.http.websocket.TransportImpl.closeInput jdk.internal.net.http.common.SequentialScheduler$SchedulableTask.run
          pool-churn        | WebSocket                 | jdk.internal.net.http.PlainHttpConnection.close jdk.internal.net.http.websocket.TransportImpl$ReceiveTask.run
          close-per-request | NoConnectionReuseStrategy | org.apache.http.impl.BHttpConnectionBase.close org.apache.http.impl.execchain.ResponseEntityProxy.streamClosed org.apache.http.util.EntityUtils.consume com.acme.Shop.buy
          close-per-request | EntityUtils.consume       | org.apache.http.impl.BHttpConnectionBase.close org.apache.http.impl.execchain.HttpResponseProxy.close com.acme.Shop.buy
          client-per-call   | CloseableHttpClient       | org.apache.http.pool.AbstractConnPool.shutdown org.apache.http.impl.client.InternalHttpClient.close com.acme.Shop.buy
          client-per-call   | HttpClient for the process | org.eclipse.jetty.io.SocketChannelEndPoint.doShutdownOutput org.eclipse.jetty.client.AbstractConnectionPool.close org.eclipse.jetty.util.component.AbstractLifeCycle.stop com.acme.Shop.buy
          pool-churn        | setIdleTimeout            | org.eclipse.jetty.io.SocketChannelEndPoint.doShutdownOutput org.eclipse.jetty.client.transport.internal.HttpConnectionOverHTTP.onIdleExpired org.eclipse.jetty.io.IdleTimeout.idleCheck
          close-per-request | newConnection             | io.netty.channel.AbstractChannel.close reactor.netty.http.client.HttpClientConnect.connect reactor.core.publisher.Mono.block com.acme.Shop.buy
          client-per-call   | RestClient                | jdk.internal.net.http.HttpClientImpl.stop org.springframework.http.client.JdkClientHttpRequest.executeInternal org.springframework.web.client.DefaultRestClient.exchange com.acme.Shop.buy
          pool-churn        | setMaxConnPerRoute        | org.apache.http.pool.AbstractConnPool.closeIdle org.springframework.web.client.RestTemplate.doExecute com.acme.Shop.buy
          close-per-request | no switch                 | sun.net.www.protocol.http.HttpURLConnection.disconnect cn.hutool.http.HttpResponse.close com.acme.Shop.buy
          pool-churn        | http.maxConnections (5)   | sun.net.www.http.KeepAliveCache.put software.amazon.awssdk.services.s3.DefaultS3Client.getObject com.acme.Shop.buy
          pool-churn        | setHttp1MaxSize           | io.netty.channel.AbstractChannel.close io.vertx.core.http.impl.HttpClientImpl.request com.acme.Shop.buy
          stale-reuse       | setHttpClientConfigCallback | org.apache.http.impl.nio.reactor.IOSessionImpl.close org.elasticsearch.client.RestClient.performRequest com.acme.Shop.buy
          """)
  void theOutermostLibrarySaysWhatToChange(String finding, String word, String frames) {
    List<String> remedies = LIBRARIES.remedies(FindingId.of(finding), List.of(frames.split(" ")));
    assertTrue(String.join("; ", remedies).contains(word), remedies::toString);
  }

  @Test
  void aBodyThatWasReadIsNotToBeRead() {
    List<String> remedies =
        LIBRARIES.remedies(
            FindingId.CLOSE_PER_REQUEST,
            List.of(
                "org.apache.http.impl.execchain.ResponseEntityProxy.streamClosed(R.java:1)",
                "org.apache.http.util.EntityUtils.consume(EntityUtils.java:90)",
                "com.acme.Shop.buy(Shop.java:1)"));
    assertEquals(1, remedies.size());
    assertTrue(remedies.get(0).contains("the body was read"), remedies.get(0));
  }
}
