/** What stands for something that is known, as `{client}`. */
const VARIABLE = /\{([^{}\n]*)\}/g

export type KnownValues = Readonly<Record<string, string>>

/** Those that nothing stands for, as they were written. */
export function unknownVariables(text: string, known: readonly string[]): string[] {
  const named = [...text.matchAll(VARIABLE)].map(([written]) => written)
  return [...new Set(named)].filter((written) => !known.includes(written.slice(1, -1).trim()))
}

/** What follows a brace that opens or closes nothing; null where there is none. */
export function looseBrace(text: string): string | null {
  const others = text.replace(VARIABLE, (written) => ' '.repeat(written.length))
  const at = others.search(/[{}]/)
  return at === -1 ? null : (/^\S{1,30}/.exec(text.slice(at))?.[0] ?? null)
}

export function hasVariable(text: string): boolean {
  return text.search(VARIABLE) !== -1
}

interface Writer {
  text: (part: string) => string
  value: (value: string) => string
}

/** Once through: what a value says is text, whatever it looks like. */
export function withValues(text: string, values: KnownValues, { text: write, value }: Writer) {
  let done = ''
  let at = 0
  for (const { 0: written, 1: name, index } of text.matchAll(VARIABLE)) {
    done += write(text.slice(at, index)) + value(valueOf(name, values))
    at = index + written.length
  }
  return done + write(text.slice(at))
}

/** Whether all that it names is known. */
export function isKnown(text: string, values: KnownValues): boolean {
  return [...text.matchAll(VARIABLE)].every(([, name]) => valueOf(name, values) !== '')
}

const MARK = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/

/** Behind the end of a sentence, where the next one begins. */
const NEXT_SENTENCE = /(?<=[.!?…؟。][)"”’»*]{0,2})\s+(?=[\p{Lu}\p{Lo}\p{N}{¡¿"“‘«*[(])/u

/** Without the sentences that name what is not known, and the lines of which nothing is left. */
export function knownSentences(text: string, values: KnownValues): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (isKnown(line, values)) return [line]
      const [mark] = MARK.exec(line) ?? ['']
      const sentences = line.slice(mark.length).split(NEXT_SENTENCE)
      const kept = sentences.filter((sentence) => isKnown(sentence, values)).join(' ')
      return kept ? [mark + kept] : []
    })
    .join('\n')
    .trim()
}

/** One line of it. */
function valueOf(name: string, values: KnownValues): string {
  const known = name.trim()
  return Object.hasOwn(values, known) ? values[known].replaceAll(/\s+/g, ' ').trim() : ''
}
