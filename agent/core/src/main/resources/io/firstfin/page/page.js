// Everything is inserted as text or as a number, so that nothing from the network or from class
// files becomes markup.

const SVG = "http://www.w3.org/2000/svg";
// In minutes. The service keeps a history as long as the last one.
const SPANS = [1, 2, 5, 15];
// Of the last closes; the report has more of them.
const CLOSES = 10;
const DATA = "page.json";
// To the millisecond, in the reader's time zone.
const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});
// As in the log: these commands print the page of a finding, which is in the jar, and each close.
const TRACE = "java -jar firstfin.jar trace ";
const EXPLAIN = "java -jar firstfin.jar explain ";

function node(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function shape(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) {
      element.append(child.nodeType ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

// Makes the old tree equal to the new one and changes only what differs, so that focus, scroll
// position, selection and unfolded frames stay.
function morph(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  morphChildren(old, [...fresh.childNodes]);
}

function morphChildren(parent, fresh) {
  const keyed = new Map();
  for (const child of parent.children) {
    if (child.dataset && child.dataset.key) {
      keyed.set(child.dataset.key, child);
    }
  }
  let at = parent.firstChild;
  for (const wanted of fresh) {
    const key = wanted.dataset && wanted.dataset.key;
    const same = key ? keyed.get(key) : at && !(at.dataset && at.dataset.key) ? at : null;
    if (same && same.nodeName === wanted.nodeName) {
      if (same === at) {
        at = at.nextSibling;
      } else {
        parent.insertBefore(same, at);
      }
      morph(same, wanted);
    } else {
      parent.insertBefore(wanted, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function orUnknown(text) {
  return text === UNKNOWN ? node("span", { class: "unknown" }, text) : text;
}

function counted(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

function bar(part, of, high) {
  const share = of ? Math.min(part / of, 1) : 0;
  return shape(
    "svg",
    {
      class: high ? "bar high" : "bar",
      viewBox: "0 0 100 1",
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    },
    shape("rect", { width: (100 * share).toFixed(1), height: 1 }),
  );
}

function closesPerSecond(history) {
  return history.time.map((time, i) => {
    const seconds = i === 0 ? 0 : (time - history.time[i - 1]) / 1000;
    return seconds > 0 ? Math.max(history.closes[i] - history.closes[i - 1], 0) / seconds : null;
  });
}

// Stretches of known values; an unknown value leaves a gap between two of them.
function stretches(times, values) {
  const found = [];
  let current = null;
  values.forEach((value, i) => {
    if (value === null) {
      current = null;
      return;
    }
    if (!current) {
      current = [];
      found.push(current);
    }
    current.push([times[i], value]);
  });
  return found;
}

// The shortest span that holds the whole history, so that a chart is full soon after the start.
function span(times, now) {
  const oldest = times.length ? (now - times[0]) / 60000 : 0;
  return SPANS.find((minutes) => oldest <= minutes) || SPANS[SPANS.length - 1];
}

function chart(title, unit, times, values, now, format = count) {
  const minutes = span(times, now);
  const end = now;
  const begin = end - minutes * 60000;
  const shown = (time) => time >= begin && time <= end;
  const seen = values.filter((value, i) => value !== null && shown(times[i]));
  const highest = seen.length ? Math.max(...seen) : null;
  const last = values.length ? values[values.length - 1] : null;
  const top = highest || 1;
  const x = (time) => ((100 * (time - begin)) / (end - begin)).toFixed(2);
  const y = (value) => (39 - (38 * value) / top).toFixed(2);
  const lines = stretches(times, values)
    .map((points) => points.filter(([time]) => shown(time)))
    .filter((points) => points.length);
  const said =
    highest === null
      ? "not known yet"
      : `now ${format(last)}, ` +
        `highest ${format(highest)}, lowest ${format(Math.min(...seen))}`;
  return node(
    "figure",
    { "data-key": title },
    node(
      "figcaption",
      null,
      title,
      node("span", { class: "now" }, orUnknown(format(last)), last === null ? null : unit),
    ),
    shape(
      "svg",
      {
        class: "chart",
        viewBox: "0 0 100 40",
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `${title} over the last ${counted(minutes, "minute", "minutes")}: ${said}`,
      },
      shape("line", { class: "grid", x1: 0, x2: 100, y1: 39, y2: 39 }),
      shape("line", { class: "grid", x1: 0, x2: 100, y1: 1, y2: 1 }),
      lines.map((points) => [
        shape("path", {
          class: "area",
          d:
            `M${x(points[0][0])},39` +
            points.map(([time, value]) => `L${x(time)},${y(value)}`).join("") +
            `L${x(points[points.length - 1][0])},39Z`,
        }),
        points.length === 1
          ? shape("path", { class: "point", d: `M${x(points[0][0])},${y(points[0][1])}h0` })
          : shape("path", {
              class: "curve",
              d: "M" + points.map(([time, value]) => `${x(time)},${y(value)}`).join("L"),
            }),
      ]).flat(),
    ),
    node(
      "div",
      { class: "axis", "aria-hidden": "true" },
      node("span", null, `${minutes} min ago`),
      node("span", { class: "highest" }, highest === null ? "" : `highest ${format(highest)}`),
      node("span", null, "now"),
    ),
  );
}

function charts(history, now) {
  return node(
    "section",
    { "aria-label": "The last minutes", "data-key": "charts", class: "charts" },
    chart("TIME_WAIT in the network namespace", "", history.time, history.timeWait, now),
    chart("CLOSE_WAIT of this JVM", "", history.time, history.closeWait, now),
    chart("Closes of this JVM", " /s", history.time, closesPerSecond(history), now, decimal),
  );
}

function finding(found) {
  const list = (name, items, key) =>
    items.length
      ? [
          node("dt", null, name),
          node("dd", null, node(key, null, items.map((item) => node("li", null, item)))),
        ]
      : [];
  return node(
    "article",
    { class: `finding ${found.severity}`, "data-key": `${found.id} ${found.subject}` },
    node(
      "h3",
      null,
      node("span", { class: "tag" }, found.severity),
      name(found),
    ),
    node("p", null, found.summary),
    found.sinceSeconds >= 60 ? node("p", { class: "life" }, `Active for ${life(found)}.`) : null,
    found.details.length
      ? node("ul", { class: "details" }, found.details.map((detail) => node("li", null, detail)))
      : null,
    node(
      "dl",
      null,
      found.cause ? [node("dt", null, "Cause"), node("dd", null, found.cause)] : [],
      list("Remedy", found.remedy, "ol"),
      list("Not a remedy", found.notRemedy, "ul"),
      node("dt", null, "More"),
      node("dd", { class: "code" }, EXPLAIN + found.id),
    ),
  );
}

// Alerts and the documents use the id.
function name(found) {
  const topic = found.topic || found.id;
  return [
    `${topic} · `,
    node("span", { class: "code" }, found.subject),
    topic === found.id ? null : node("span", { class: "id" }, ` · ${found.id}`),
  ];
}

function life(found) {
  const peak =
    found.peak === null || !found.unit
      ? ""
      : `, at its peak ${count(found.peak)} ${found.unit}`;
  return duration(found.sinceSeconds) + peak;
}

// A finding that was not seen lately, but not for long enough to have ended.
function ending(found) {
  return node(
    "p",
    { class: "ending", "data-key": `ending ${found.severity} ${found.id} ${found.subject}` },
    name(found),
    `: not seen for ${duration(found.awaySeconds)}; it was active for ${life(found)}.`,
  );
}

// A finding that has ended, and did not come again.
function ended(found) {
  return node(
    "li",
    { "data-key": `${found.severity} ${found.id} ${found.subject} ${found.times}` },
    name(found),
    `: ended ${duration(found.awaySeconds)} ago; it was active for ${life(found)}.`,
  );
}

function past(list) {
  return node(
    "section",
    { "data-key": "ended", "aria-labelledby": "ended" },
    node("h2", { id: "ended" }, "Findings that ended"),
    node("ul", { class: "past" }, list.map(ended)),
  );
}

function findings(found, gone) {
  return node(
    "section",
    { "data-key": "findings", "aria-labelledby": "findings" },
    node("h2", { id: "findings" }, "Findings"),
    found.length
      ? found.map(finding)
      : node("p", { "data-key": "none" }, "None: nothing that FirstFIN looks for is there."),
    gone.map(ending),
  );
}

function table(key, title, columns, rows, empty) {
  return node(
    "section",
    { "data-key": key, "aria-labelledby": key },
    node("h2", { id: key }, title),
    rows.length
      ? node(
          "table",
          { role: "table", "aria-labelledby": key },
          node(
            "thead",
            { role: "rowgroup" },
            node(
              "tr",
              { role: "row" },
              columns.map(([name, kind]) =>
                node("th", { role: "columnheader", scope: "col", class: kind }, name),
              ),
            ),
          ),
          node(
            "tbody",
            { role: "rowgroup" },
            rows.map((row) =>
              node(
                "tr",
                { role: "row", "data-key": row.key },
                row.cells.map((cell, i) =>
                  i === 0
                    ? node("th", { role: "rowheader", scope: "row" }, cell)
                    : node(
                        "td",
                        { role: "cell", class: columns[i][1], "data-label": columns[i][0] },
                        node("div", null, cell),
                      ),
                ),
              ),
            ),
          ),
        )
      : node("p", { "data-key": "none" }, empty),
  );
}

function ports(destination, warnPorts) {
  if (destination.role === "server") {
    return "none: the client chooses them";
  }
  const { portsUsed, portsMax } = destination;
  if (portsUsed === null || !portsMax) {
    return orUnknown(UNKNOWN);
  }
  return [
    `${share(portsUsed, portsMax)} of ${count(portsMax)}`,
    bar(portsUsed, portsMax, portsUsed >= warnPorts * portsMax),
  ];
}

function portsLast(destination) {
  if (destination.role === "server") {
    return "–";
  }
  if (destination.portsUsed === null) {
    return orUnknown(UNKNOWN);
  }
  return destination.secondsToExhaustion === null
    ? "not running out"
    : duration(destination.secondsToExhaustion);
}

// The heaviest destinations, and those that are the subject of a finding.
function heaviest(report) {
  const subjects = new Set(report.findings.map((finding) => finding.subject));
  return report.destinations.concat(
    report.otherDestinations.filter(
      (destination) => destination.role === "client" && subjects.has(destination.remote),
    ),
  );
}

// The port that clients of this server use, with the library that accepts them.
function served(report, destination) {
  if (!destination.listeningPort) {
    return "";
  }
  const port = report.listeningPorts.find((one) => one.port === destination.listeningPort);
  return ` to ${destination.listeningPort}${port && port.library ? ` (${port.library})` : ""}`;
}

// The name that the application resolved comes before the address.
function peer(destination, port) {
  const { name, remote } = destination;
  return node(
    "span",
    { class: "peer" },
    name ? node("span", { class: "name" }, name) : null,
    node("span", { class: "code" }, remote + port),
  );
}

function destinations(report, warnPorts) {
  const rows = heaviest(report).map((destination) => ({
    key: `${destination.role} ${destination.remote} ${destination.listeningPort}`,
    cells: [
      peer(destination, served(report, destination)),
      destination.role,
      orUnknown(count(destination.timeWait)),
      orUnknown(count(destination.closeWait)),
      orUnknown(decimal(destination.closesPerSecond)),
      ports(destination, warnPorts),
      portsLast(destination),
    ],
  }));
  const columns = [
    ["Destination or client", ""],
    ["Role", ""],
    ["TIME_WAIT", "number"],
    ["CLOSE_WAIT", "number"],
    ["Closes /s", "number"],
    ["Ports taken", ""],
    ["Ports last", "number"],
  ];
  return table("destinations", "Destinations", columns, rows, "No connection was seen yet.");
}

// A line of code with its share of something, which unfolds to its frames.
function unfolding(key, line, stacks, share, part, total, about) {
  return node(
    "li",
    { "data-key": key },
    node(
      "details",
      null,
      node(
        "summary",
        null,
        node("span", null, share, bar(part || 0, total, false)),
        node(
          "span",
          { class: "line" },
          line
            ? node("span", { class: "code" }, line)
            : node("span", { class: "unknown" }, "line unknown"),
          node("span", { class: "about" }, about.filter((text) => text).join(" · ")),
        ),
      ),
      stacks.flatMap(([title, frames]) => stack(title, frames, line)),
    ),
  );
}

function stack(title, frames, line) {
  return [
    title ? node("p", { class: "stack" }, title) : null,
    frames.length
      ? node(
          "ol",
          { class: "frames", "aria-label": `${title || "Frames"}, the innermost frame first` },
          frames.map((frame) => node("li", { class: frame === line ? "accused" : null }, frame)),
        )
      : node("p", { class: "unknown frames" }, "no frames: the stack was not read"),
  ];
}

function lines(key, title, items, empty) {
  return node(
    "section",
    { "data-key": key, "aria-labelledby": key },
    node("h2", { id: key }, title),
    items.length
      ? node("ul", { class: "sites" }, items)
      : node("p", { "data-key": "none" }, empty),
  );
}

function sample(found) {
  if (!found.sampled) {
    return "";
  }
  const margin = found.marginPercent == null ? "" : `, ±${found.marginPercent} points`;
  return ` (from a sample${margin})`;
}

function site(found, total) {
  const about = [
    `${found.role}, first FIN ${found.initiator}, ${found.how}`,
    `${counted(found.closes, "close", "closes")}${sample(found)}`,
    `TIME_WAIT ${count(found.timeWait)}`,
    found.via ? `via ${found.via}` : "",
    found.closedBy ? `opened there, closed by ${found.closedBy}` : "",
    found.thread && !found.closedBy ? `thread ${found.thread}` : "",
    `site ${found.id}`,
  ];
  const stacks = found.openerFrames.length
    ? [
        ["Opened at", found.openerFrames],
        ["Closed at", found.frames],
      ]
    : [["", found.frames]];
  const part = total === 0 ? "–" : orUnknown(share(found.timeWait, total));
  const key = `${found.id} ${found.role} ${found.initiator} ${found.how}`;
  return unfolding(key, found.line, stacks, part, found.timeWait, total, about);
}

function sites(report) {
  return lines(
    "sites",
    "Lines that close, by share of this JVM's TIME_WAIT",
    report.sites.map((found) => site(found, report.timeWait.thisJvm)),
    "No connection was closed yet.",
  );
}

function waiting(groups) {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  return lines(
    "waiting",
    "Lines that opened what is in CLOSE_WAIT",
    groups.map((group) =>
      unfolding(
        `${group.openedAt} ${group.role} ${group.remote} ${group.listeningPort}`,
        group.line,
        [["", group.frames]],
        share(group.count, total),
        group.count,
        total,
        [
          `${group.role} of ${group.remote}${group.listeningPort ? ` to ${group.listeningPort}` : ""}`,
          `CLOSE_WAIT ${count(group.count)}`,
          `longer than a minute ${count(group.olderThanMinute)}`,
          `the oldest for ${duration(group.oldestSeconds)}`,
        ],
      ),
    ),
    "",
  );
}

function failures(list) {
  const rows = list.map((failure) => ({
    key: `${failure.reason} ${failure.remote} ${failure.local}`,
    cells: [
      failure.remote || `any, bound to ${failure.local}`,
      failure.reason,
      count(failure.count),
      failure.line ? node("span", { class: "code" }, failure.line) : orUnknown(UNKNOWN),
    ],
  }));
  const columns = [
    ["Destination", ""],
    ["Reason", ""],
    ["Count", "number"],
    ["Line that tried last", ""],
  ];
  return table("failures", "Connects that failed", columns, rows, "");
}

function closes(list) {
  const total = list.reduce((sum, close) => sum + close.count, 0);
  const rows = list.map((close) => ({
    key: `${close.role} ${close.initiator} ${close.how}`,
    cells: [
      close.initiator,
      close.role,
      close.how,
      count(close.count),
      [share(close.count, total), bar(close.count, total, false)],
    ],
  }));
  const columns = [
    ["First FIN", ""],
    ["Role", ""],
    ["How", ""],
    ["Connections", "number"],
    ["Share", ""],
  ];
  return table("closes", "Which side closed first", columns, rows, "No connection was closed yet.");
}

// How the first one ended the connection, and what came after it.
function manner(close) {
  return close.how === "fin" && close.reset === "local" ? "fin, then a reset from here" : close.how;
}

function lastClose(close, key) {
  const said = [
    close.localPort === null ? close.role : `${close.role}, port ${close.localPort}`,
    close.ageMillis === null ? "" : `${age(close.ageMillis)} old`,
    close.exchanges === null ? "" : counted(close.exchanges, "exchange", "exchanges"),
    close.bytes === null ? "" : `${bytes(close.bytes)} ${close.bytes === 1 ? "byte" : "bytes"}`,
    close.via ? `via ${close.via}` : "",
    close.closedBy ? `opened there, closed by ${close.closedBy}` : "",
  ];
  const unread = close.sampled ? "stack not read: a sample is enough" : "line unknown";
  return node(
    "li",
    { "data-key": key },
    node("time", { datetime: close.time }, clock.format(new Date(close.time))),
    node(
      "span",
      null,
      node("span", { class: "hidden" }, "First FIN: "),
      close.initiator,
      node("span", { class: "about" }, manner(close)),
    ),
    close.remote ? peer(close, "") : node("span", { class: "unknown" }, "address unknown"),
    node(
      "span",
      null,
      close.line
        ? node("span", { class: "code line" }, close.line)
        : node("span", { class: "unknown line" }, unread),
      node("span", { class: "about" }, said.filter((text) => text).join(" · ")),
    ),
  );
}

function lastCloses(report) {
  const list = report.lastCloses.slice(0, CLOSES);
  const keys = list.map((close) => `${close.time} ${close.remote} ${close.localPort}`);
  return node(
    "section",
    { "data-key": "last", "aria-labelledby": "last" },
    node("h2", { id: "last" }, "The last closes"),
    list.length
      ? node(
          "ol",
          { class: "last" },
          list.map((close, i) => lastClose(close, keys.indexOf(keys[i]) === i ? keys[i] : i)),
        )
      : node("p", { "data-key": "none" }, "No connection was closed yet."),
    node(
      "p",
      { class: "about", "data-key": "more" },
      "Each close as it happens: ",
      node("span", { class: "code" }, TRACE + report.pid),
    ),
  );
}

function verdict(report) {
  const warnings = report.findings.filter((found) => found.severity === "warning").length;
  const { total, thisJvm } = report.timeWait;
  const sockets =
    total === null
      ? "How many sockets are in TIME_WAIT is unknown."
      : total === 0
        ? "No socket is in TIME_WAIT."
        : `${counted(total, "socket is", "sockets are")} in TIME_WAIT; ` +
          `this JVM closed first in ${count(thisJvm)} of them.`;
  return node(
    "p",
    { class: "verdict", "data-key": "verdict" },
    warnings ? node("strong", null, counted(warnings, "warning", "warnings"), ". ") : "No warning. ",
    sockets,
  );
}

function head(report, now) {
  const age = Math.max(0, (now - Date.parse(report.time)) / 1000);
  return [
    node("h1", null, "FirstFIN"),
    node("p", null, `process ${report.pid}, watched for ${duration(report.watchingSeconds)}`),
    node("p", null, `checked ${age < 2 ? "just now" : `${duration(age)} ago`}`),
  ];
}

function read(kernel) {
  switch (kernel.source) {
    case "off":
      return "The kernel's tables are not read";
    case "sockstat":
      return "Only the quick count was read";
    default:
      return `Read from ${kernel.source} in ${decimal(kernel.millis)} ms`;
  }
}

function foot(report) {
  const { kernel, agent } = report;
  return [
    node(
      "p",
      null,
      `${read(kernel)} · FirstFIN ${agent.version} · records dropped ` +
        `${count(agent.dropped)}, errors ${count(agent.errors)}, corrected by the kernel ${count(agent.corrected)}`,
    ),
    ...agent.problems.map((problem) => node("p", null, problem)),
  ];
}

function show(data) {
  const { report, history } = data;
  morphChildren(document.getElementById("head"), head(report, data.now));
  morphChildren(document.getElementById("main"), [
    verdict(report),
    charts(history, data.now),
    findings(report.findings, report.ending),
    report.ended.length ? past(report.ended) : null,
    destinations(report, data.warnPorts),
    sites(report),
    report.closeWait.length ? waiting(report.closeWait) : null,
    report.connectFailures.length ? failures(report.connectFailures) : null,
    closes(report.closes),
    lastCloses(report),
  ].filter((section) => section));
  morphChildren(document.getElementById("foot"), foot(report));
  document.title = `${report.timeWait.total === null ? "?" : count(report.timeWait.total)} TIME_WAIT · FirstFIN ${report.pid}`;
}

let lastSeen = null;

// "why" is empty while what is shown is the present.
function showGone(why) {
  const banner = document.getElementById("gone");
  document.body.classList.toggle("stale", why !== "");
  if (why && banner.hidden) {
    banner.textContent =
      why + (lastSeen ? ` What is shown here is from ${lastSeen.toLocaleTimeString()}.` : "");
  }
  banner.hidden = !why;
}

let timer = null;

async function refresh() {
  clearTimeout(timer);
  let pause = 5000;
  if (!document.hidden) {
    try {
      const answer = await fetch(DATA, { cache: "no-store", signal: AbortSignal.timeout(10000) });
      if (!answer.ok) {
        throw new Error(`status ${answer.status}`);
      }
      const data = await answer.json();
      if (data.report) {
        show(data);
      }
      lastSeen = new Date(data.now - (data.ageMillis || 0));
      pause = data.report ? Math.min(Math.max(data.intervalMillis, 1000), 5000) : 1000;
      showGone(data.stale ? "The agent makes no checks any more." : "");
    } catch (e) {
      showGone("The service does not answer.");
    }
  }
  timer = setTimeout(refresh, pause);
}

document.addEventListener("visibilitychange", refresh);
refresh();
