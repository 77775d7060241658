/**
 * Gives a bundle back that a `const` cannot be read before it is made. esbuild turns those of a module's first
 * level into `var` when it bundles (https://github.com/evanw/esbuild/issues/478), and what is read too early would
 * be `undefined`: a column that is spread from a file in a circle of imports would be missing without a word.
 */
import { readFileSync, writeFileSync } from 'node:fs'

/** Names that esbuild makes for itself, and may call before their line. */
const OWN = /^(?:__|init_|require_|import_)|_exports$/

/** An enum of TypeScript reads itself while it is made. */
const ENUM = /^ = \/\* @__PURE__ \*\/ \(\(\w+\) => \{$/

/** Declarations with a value. With templates written out as strings no text spans lines, so none of these is one. */
const DECLARATION = /^var (?:([\w$]+)|[{[])( = .*)?.*$/gm

const withLet = (code: string): string => {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const [, name] of code.matchAll(DECLARATION)) {
    if (name !== undefined) (seen.has(name) ? twice : seen).add(name)
  }
  return code.replace(DECLARATION, (line: string, name?: string, value?: string) => {
    const isLate =
      name === undefined ||
      (value !== undefined && !OWN.test(name) && !twice.has(name) && !ENUM.test(value))
    return isLate ? `let${line.slice('var'.length)}` : line
  })
}

/** Writes `let` where esbuild has written `var`; nothing changes its place, so that the source map stays true. */
export const forbidEarlyUse = (file: string): void => {
  // Read as bytes, whatever they are.
  writeFileSync(file, withLet(readFileSync(file, 'latin1')), 'latin1')
}
