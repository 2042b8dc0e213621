// Prints the texts of a folder of encounters told by several as JSON lines for `chancery read`:
//
//     node accounts.mjs ../../../../evals/encounters > accounts.jsonl

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
for (const name of readdirSync(folder).sort()) {
  const facts = join(folder, name, "facts.json");
  if (!existsSync(facts)) continue;
  for (const { file, outlet, published } of JSON.parse(readFileSync(facts, "utf8")).documents) {
    const text = readFileSync(join(folder, name, file), "utf8");
    console.log(JSON.stringify({ text, outlet, published, path: `${name}/${file}` }));
  }
}
