// C0 and C1 controls other than tab and line feed; PostgreSQL refuses NUL in text outright.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g

/** Removes what no keyboard types: control characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(CONTROLS, '')
}

/** What hides or turns the text around it, and means nothing by itself. */
const HIDING = /[\u00AD\u200B\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]/g

const SEEN = /[^\p{Default_Ignorable_Code_Point}\s]/u
const HIDDEN = /\p{Default_Ignorable_Code_Point}/u
const HIDDEN_ENDS =
  /^[\p{Default_Ignorable_Code_Point}\s]+|[\p{Default_Ignorable_Code_Point}\s]+$/gu

/**
 * A name or a text without the characters that nobody sees. Joiners stay, for scripts and emoji need
 * them; where nothing can be seen there is no text.
 */
export function seenText(text: string): string {
  return SEEN.test(text) ? text.replace(HIDING, '').trim() : ''
}

/** The same where every character counts: only what is pasted along at the ends goes. */
export function withoutHiddenEnds(text: string): string {
  return text.replace(HIDDEN_ENDS, '')
}

export function hidesCharacters(text: string): boolean {
  return HIDDEN.test(text)
}

/** Among other sentences it ends with a full stop; "Reed & Co." and "2:30 p.m." have theirs. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** For looking things up: "jose" for "José", whatever the letters' case. */
export function foldedText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** "12" for "١٢" and "۱۲", as Arabic and Persian keyboards type it. */
export function plainDigits(text: string): string {
  return text.replaceAll(/[٠-٩۰-۹]/g, (digit) => String(Number(digit.codePointAt(0)) % 16))
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** As it stands in HTML, inside an attribute too. */
export function escapedHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character])
}

/** What stands on lines of its own, each once. */
export function distinctLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replaceAll(/\s+/g, ' '))
  return [...new Set(lines.filter(Boolean))]
}
