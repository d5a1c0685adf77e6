import { withoutIsolates } from '#formats/words/directions'

/** Zero width non-joiner: invisible, never part of an address, and no program links across it. */
const BREAK = '\u200C'

/** Characters that change the direction of all text after them, ours too. */
const TURNS = /[\u202A-\u202E\u2066]/g

const BEFORE = '[\\p{L}\\p{N}\\p{M}\\p{S}\\p{Cf}_-]'

/** An address ends in two letters or more, which "10.30", "9.30am" and "A. Jones" do not. */
const PART = '\\p{Cf}*\\p{L}[\\p{L}\\p{N}\\p{M}\\p{Cf}_-]'

/** Each pattern ends after the sign where the text is broken. */
const ADDRESSES = [
  `(?<=www)([.\\u2024\\uFE52\\uFF0E])(?!${BREAK})(?=\\S)`,
  `(?<=${BEFORE})(?<!${BREAK})([.\\u2024\\uFE52\\uFF0E])(?!${BREAK})(?=${PART})`,
  `(?<=[a-z0-9-])([\\u3002\\uFF61])(?!${BREAK})(?=[a-z])`,
  `(?<=(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){2})(\\.)(?=\\d{1,3}(?![\\d.]))`,
  `(:)(?!${BREAK})(?=[/\\\\\\uFF0F]{2})`,
  `(?<=\\b(?:mailto|javascript))(:)(?!${BREAK})(?=\\S)`,
].map((pattern) => new RegExp(pattern, 'giu'))

/** Typed text with invisible breaks, so that no mail program makes a link of it. */
export function unlinked(text: string): string {
  return ADDRESSES.reduce(
    (broken, address) => broken.replaceAll(address, `$1${BREAK}`),
    withoutIsolates(text).replaceAll(TURNS, '')
  )
}
