/** The letters of an SMS (3GPP 23.038): where one is not among these, each letter takes twice the room. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
)
const EXTENDED = new Set('\f^{}\\[~]|€')

const SAME: [what: RegExp, plain: string][] = [
  [/[\u00A0\u2007\u2009\u202F]/g, ' '],
  [/[\u2018\u2019\u02BC]/g, "'"],
  [/[\u201C\u201D\u201E\u00AB\u00BB]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  // Marks of direction: telephones find it by themselves.
  [/[\u061C\u200E\u200F\u2066-\u2069]/g, ''],
]

/** In signs that every SMS has, where there is one that says the same. */
export function plainSigns(text: string): string {
  return SAME.reduce((plain, [what, sign]) => plain.replaceAll(what, sign), text)
}

/** Without the accents that would halve the room: "recue" for "reçue", "é" as it is. */
export function plainLetters(text: string): string {
  return [...text].map((letter) => (isOwn(letter) ? letter : unaccented(letter))).join('')
}

function unaccented(letter: string): string {
  const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return plain !== '' && [...plain].every(isOwn) ? plain : letter
}

function isOwn(letter: string): boolean {
  return BASIC.has(letter) || EXTENDED.has(letter)
}

/** How many an SMS is sent, and paid for, as. */
export function segmentsOf(text: string): number {
  const letters = [...text]
  if (letters.every(isOwn)) {
    const length = letters.reduce((sum, letter) => sum + (EXTENDED.has(letter) ? 2 : 1), 0)
    return length <= 160 ? 1 : Math.ceil(length / 153)
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}
