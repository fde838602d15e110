// Every Assets/pages/*.{ts,css} becomes wwwroot/dist/<name>.{js,css}; the numerals font is cut to size beside them.
// "node esbuild.mjs --watch" next to a running "dotnet run" rebuilds in milliseconds, with source maps.
import { build, context } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import subsetFont from "subset-font";

const watch = process.argv.includes("--watch");

// "Contest Num": Barlow Semi Condensed (OFL) cut down to what a number, a code or a timer needs.
const glyphs = " %+,-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ×–−";
const barlow = "node_modules/@fontsource/barlow-semi-condensed";
mkdirSync("wwwroot/dist/fonts", { recursive: true });
for (const weight of [500, 600]) {
  const whole = readFileSync(`${barlow}/files/barlow-semi-condensed-latin-${weight}-normal.woff2`);
  writeFileSync(`wwwroot/dist/fonts/numerals-${weight}.woff2`, await subsetFont(whole, glyphs, { targetFormat: "woff2" }));
}
copyFileSync(`${barlow}/LICENSE`, "wwwroot/dist/fonts/OFL.txt");

const options = {
  entryPoints: readdirSync("Assets/pages").filter(f => /\.(ts|css)$/.test(f)).map(f => `Assets/pages/${f}`),
  outdir: "wwwroot/dist",
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "inline" : false,
  format: "esm",
  target: ["chrome87", "safari14.1", "firefox91"],
  supported: { "optional-chain": true },   // Chromium below 91 errs only in a?.b(...c), which a test forbids
  charset: "utf8",
  external: ["/fonts/*", "/img/*", "/dist/*"],
  logLevel: watch ? "info" : "warning",
};
if (watch) {
  rmSync("obj/assets.stamp", { force: true });      // the next real build starts afresh
  await (await context(options)).watch();
} else await build(options);
