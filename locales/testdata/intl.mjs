// What the Intl of ECMAScript writes, for the cases given on standard input:
// {"tags": {ours: theirs}, "numbers": […], "days": ["2026-11-22", …],
//  "minutes": ["2026-11-22T14:05Z", …], "lists": [[…], …]}
// Answers {cldr, locales: {ours: {numbers, percents, dates, weekdays, times, and, or}}};
// an answer is null where this Intl knows the locale not well enough for it.
import { readFileSync } from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const answer = { cldr: process.versions.cldr, locales: {} };
for (const [ours, theirs] of Object.entries(asked.tags)) {
  const date = (options) => new Intl.DateTimeFormat(theirs, { timeZone: "UTC", ...options });
  const lists = (type) =>
    Intl.ListFormat.supportedLocalesOf(theirs).length
      ? asked.lists.map((l) => new Intl.ListFormat(theirs, { type }).format(l))
      : null;
  answer.locales[ours] = {
    numbers: asked.numbers.map((n) => new Intl.NumberFormat(theirs).format(n)),
    percents: asked.numbers.map((n) => new Intl.NumberFormat(theirs, { style: "percent" }).format(n / 100)),
    dates: asked.days.map((d) => date({ dateStyle: "long" }).format(new Date(d))),
    weekdays: asked.days.map((d) => date({ dateStyle: "full" }).format(new Date(d))),
    times: asked.minutes.map((d) => date({ dateStyle: "long", timeStyle: "short" }).format(new Date(d))),
    and: lists("conjunction"),
    or: lists("disjunction"),
  };
}
process.stdout.write(JSON.stringify(answer));
