// Makes what lies in ../static/ui from the sources beside this file. Run by tools/css in a folder with node_modules.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import rtlcss from "rtlcss";
import * as sass from "sass";
import subset from "subset-font";

const out = process.argv[2];
const target = ["chrome87", "firefox78", "safari14"];

// A copy of each in the form that browsers ask for lies beside it.
async function keep(name, content) {
  await writeFile(`${out}/${name}`, content);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(`${out}/${name}.br`, brotliCompressSync(Buffer.from(content), quality));
  await writeFile(`${out}/${name}.gz`, gzipSync(Buffer.from(content), { level: 9 }));
}

// Only the letters that the languages of the faces use: a first visit on a slow line carries few of them.
const ranges = {
  latin: [[0x20, 0x7e], [0xa0, 0xff], [0x131], [0x152, 0x153], [0x2bb, 0x2bc], [0x2c6], [0x2da], [0x2dc], [0x2010, 0x2015], [0x2018, 0x201e], [0x2020, 0x2022], [0x2026], [0x202f], [0x2030], [0x2039, 0x203a], [0x2044], [0x20ac], [0x2122], [0x2191], [0x2193], [0x2212], [0x2215]],
  "latin-ext": [[0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x218, 0x21b], [0x20b4]],
  cyrillic: [[0x301], [0x400, 0x45f], [0x490, 0x491], [0x4b0, 0x4b1], [0x2116]],
  arabic: [[0x600, 0x6ff], [0x200c, 0x200f]],
};
await rm(`${out}/fonts`, { recursive: true, force: true });
await mkdir(`${out}/fonts`, { recursive: true });
const names = {};
for (const [name, parts] of Object.entries(ranges)) {
  const text = parts.flatMap(([from, to]) => Array.from({ length: (to ?? from) - from + 1 }, (_, step) => String.fromCodePoint(from + step))).join("");
  const folder = name === "arabic" ? "noto-sans-arabic" : "noto-sans";
  for (const weight of [400, 700]) {
    const source = await readFile(`node_modules/@fontsource/${folder}/files/${folder}-${name}-${weight}-normal.woff2`);
    const font = await subset(source, text, { targetFormat: "woff2" });
    names[`${name}-${weight}.woff2`] = `${name}-${weight}.${createHash("sha256").update(font).digest("hex").slice(0, 12)}.woff2`;
    await writeFile(`${out}/fonts/${names[`${name}-${weight}.woff2`]}`, font);
  }
}
await copyFile("node_modules/@fontsource/noto-sans/LICENSE", `${out}/fonts/LICENSE.txt`);

const { css } = sass.compile("janua.scss", { loadPaths: ["."], quietDeps: true });
for (const [name, text] of [["janua.css", css], ["janua.rtl.css", rtlcss.process(css)]]) {
  const { code } = await esbuild.transform(text, { loader: "css", minify: true, target, legalComments: "none" });
  const named = code.replace(/fonts\/([a-z0-9-]+\.woff2)/g, (_, file) => `fonts/${names[file]}`);
  // Rules of MOJ frontend with pictures that we do not ship belong to parts that we do not use.
  await keep(name, named.replace(/[^{}]*\{[^{}]*url\(\/assets[^{}]*\}/g, ""));
}

const built = await esbuild.build({
  entryPoints: ["janua.js"], bundle: true, minify: true, format: "esm", target: "es2020", legalComments: "none", write: false,
});
await keep("janua.js", built.outputFiles[0].text);
await keep("htmx.js", await readFile("node_modules/htmx.org/dist/htmx.min.js", "utf8"));
