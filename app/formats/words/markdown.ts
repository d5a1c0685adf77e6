const MARKS = /[\\`*_{}[\]<>#|~&]|:(?=\/\/)/g
const FIRST = /^([-+=]|\d+(?=[.)]))/

/** Text of somebody else as one line of Markdown in which nothing of it is a mark, a tag or a link. */
export function inMarkdown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line
    .replaceAll(MARKS, String.raw`\$&`)
    .replace(FIRST, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`))
}
