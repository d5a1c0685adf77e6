/** Zero width non-joiner: nobody sees it, no address may have one, and no program links across it. */
const BREAK = '\u200C'

/** What turns the direction of the text that follows, ours too. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/g

const BEFORE = '[\\p{L}\\p{N}\\p{M}\\p{S}\\p{Cf}_-]'

/** The last part of an address has two letters or more: "10.30", "9.30am" and "A. Jones" have no such part. */
const PART = '\\p{Cf}*\\p{L}[\\p{L}\\p{N}\\p{M}\\p{Cf}_-]'

/** Each with the sign after which a text is broken. */
const ADDRESSES = [
  `(?<=www)([.\\u2024\\uFE52\\uFF0E])(?!${BREAK})(?=\\S)`,
  `(?<=${BEFORE})(?<!${BREAK})([.\\u2024\\uFE52\\uFF0E])(?!${BREAK})(?=${PART})`,
  `(?<=[a-z0-9-])([\\u3002\\uFF61])(?!${BREAK})(?=[a-z])`,
  `(?<=(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){2})(\\.)(?=\\d{1,3}(?![\\d.]))`,
  `(:)(?!${BREAK})(?=[/\\\\\\uFF0F]{2})`,
  `(?<=\\b(?:mailto|javascript))(:)(?!${BREAK})(?=\\S)`,
].map((pattern) => new RegExp(pattern, 'giu'))

/**
 * What somebody typed, so that no mail program makes a link of it: it reads as it did. Text in which
 * nothing looks like an address stays as it is.
 */
export function unlinked(text: string): string {
  return ADDRESSES.reduce(
    (broken, address) => broken.replaceAll(address, `$1${BREAK}`),
    text.replaceAll(TURNS, '')
  )
}
