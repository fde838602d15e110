// Reads a .trx file: each failure with its message, the first one first, then "N passed, N failed(, N skipped)". Exit 1 when something failed.
import { readFileSync } from 'node:fs';

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, number, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : number ? String.fromCodePoint(+number) : (entities[name] ?? whole),
  );

const trx = readFileSync(process.argv[2], 'utf8');
const results = [...trx.matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g)].map(([, head, body = '']) => ({
  name: plain(/testName="([^"]*)"/.exec(head)[1]),
  outcome: /outcome="([^"]*)"/.exec(head)?.[1] ?? 'Failed',
  started: /startTime="([^"]*)"/.exec(head)?.[1] ?? '',
  message: plain(/<Message>([\s\S]*?)<\/Message>/.exec(body)?.[1] ?? ''),
  trace: plain(/<StackTrace>([\s\S]*?)<\/StackTrace>/.exec(body)?.[1] ?? ''),
})).sort((a, b) => Date.parse(a.started) - Date.parse(b.started));
// one-time set-ups and tear-downs fail outside of a test
const outside = [...trx.matchAll(/<RunInfo\b[^>]*outcome="Error"[^>]*>([\s\S]*?)<\/RunInfo>/g)].map(([, body]) =>
  plain(/<Text>([\s\S]*?)<\/Text>/.exec(body)?.[1] ?? ''),
);

const skipped = results.filter((r) => r.outcome === 'NotExecuted');
const passed = results.filter((r) => r.outcome === 'Passed');
const failed = results.filter((r) => !skipped.includes(r) && !passed.includes(r));
for (const { name, message, trace } of failed) {
  console.log(`\nFAILED ${name}\n${message.trimEnd()}`);
  console.log(trace.split('\n').filter((line) => / in .*:line \d+/.test(line)).slice(0, 4).join('\n'));
}
for (const text of outside) console.log(`\nFAILED outside of a test\n${text.trimEnd()}`);
for (const { name, message } of skipped) console.log(`skipped ${name}: ${message.trim().split('\n')[0]}`);

const failures = failed.length + outside.length;
console.log(`${passed.length} passed, ${failures} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`);
process.exit(failures || !passed.length ? 1 : 0);
