"use strict";

// Numbers for people, by the rules of Numbers.java: one table of examples tests both. What is null
// is not known, and is shown as unknown.

const UNKNOWN = "unknown";
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

function isKnown(value) {
  return Number.isFinite(value);
}

// 24,310
function count(value) {
  return isKnown(value) && value >= 0 ? whole.format(value) : UNKNOWN;
}

// 412.0
function decimal(value) {
  return isKnown(value) ? tenths.format(value) : UNKNOWN;
}

// 98 %, <1 %, 99.9 %: rounding never shows a part as all or as nothing.
function share(part, of) {
  if (!isKnown(part) || !isKnown(of) || part < 0 || of <= 0) {
    return UNKNOWN;
  }
  if (part >= of) {
    return "100 %";
  }
  const percent = (100 * part) / of;
  if (part > 0 && percent < 1) {
    return "<1 %";
  }
  return percent > 99
    ? `${tenths.format(Math.floor(percent * 10) / 10)} %`
    : `${Math.round(percent)} %`;
}

// 0.4 s, 9 s, 1 min 13 s, 2 h 5 min: rounded down, so that the page never promises more time
// than is left.
function duration(seconds) {
  if (!isKnown(seconds) || seconds < 0) {
    return UNKNOWN;
  }
  if (seconds < 0.95) {
    return `${tenths.format(seconds)} s`;
  }
  const s = Math.max(1, Math.floor(seconds));
  if (s < 60) {
    return `${s} s`;
  }
  const m = Math.floor(s / 60);
  if (m < 60) {
    return `${m} min${s % 60 ? ` ${s % 60} s` : ""}`;
  }
  return `${count(Math.floor(m / 60))} h${m % 60 ? ` ${m % 60} min` : ""}`;
}

// 3.2 ms; from a second on as a duration.
function age(millis) {
  return isKnown(millis) && millis >= 0 && millis < 1000
    ? `${tenths.format(millis)} ms`
    : duration(isKnown(millis) ? millis / 1000 : millis);
}

// 896, 1.2k, 10M: two digits of a number that is rounded itself.
function bytes(value) {
  if (!isKnown(value) || value < 1000) {
    return count(value);
  }
  let shown = value;
  let unit = -1;
  while (shown >= 999.5) {
    shown /= 1000;
    unit++;
  }
  return (shown < 9.95 ? tenths : whole).format(shown) + "kMGTPE"[unit];
}
