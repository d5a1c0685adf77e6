import type { MailFrame } from './mail_content.js'
import { unlinked } from '#formats/contacts/unlinked'
import { inOwnOrder, withoutIsolates } from '#formats/words/directions'
import { formattedText, linedText } from '#formats/words/formatted_text'
import { escapedHtml } from '#formats/words/text'
import { withValues, isKnown, knownSentences, type KnownValues } from '#formats/words/variables'

/** What the business wrote, with what its variables stand for here. */
export interface OwnWords {
  text: string
  values: KnownValues
}

interface Setting {
  frame: MailFrame
  /** What a new business writes leads nowhere. */
  isKnown: boolean
}

const FACE = `font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;`
const LINE = `${FACE}font-size:16px;line-height:24px;color:#1f1b16;`
const LIST = ' style="margin:0 0 16px;padding:0;padding-inline-start:22px;"'

/** Null where nothing is written, or nothing of it can be said of this. */
export function ownWords(text: string | null, values: KnownValues): OwnWords | null {
  const sayable = text === null ? '' : knownSentences(text, values)
  return sayable ? { text: sayable, values } : null
}

/** One line; null where it names what is not known, and ours is said instead. */
export function ownSubject(text: string | null, values: KnownValues): string | null {
  if (text === null || !isKnown(text, values)) return null
  const subject = withValues(text, values, { text: (part) => part, value: (value) => value })
  return subject.trim() || null
}

export function wordsAsHtml({ text, values }: OwnWords, setting: Setting): string {
  const { frame } = setting
  const link = `class="accent" style="color:${frame.accent};text-decoration:underline;"`
  return formattedText(text, {
    text: (part) => escapedHtml(written(part, values, setting)),
    link: (words, to) =>
      setting.isKnown
        ? `<a href="${escapedHtml(to)}" ${link}>${escapedHtml(withoutIsolates(words))}</a>`
        : escapedHtml(unlinked(withAddress(words, to))),
    attributes: {
      p: ` class="ink" style="${LINE}margin:0 0 16px;"`,
      li: ` class="ink" style="${LINE}margin:0 0 4px;"`,
      ...{ ul: LIST, ol: LIST },
    },
  })
}

export function wordsAsText({ text, values }: OwnWords, setting: Setting): string {
  return linedText(text, {
    text: (part) => written(part, values, setting),
    link: (words, to) => {
      const named = withAddress(words, to)
      return setting.isKnown ? named : unlinked(named)
    },
  })
}

function withAddress(words: string, to: string): string {
  return words === to ? to : `${words} (${to})`
}

/** What a variable stands for was mostly typed by others, and never leads anywhere. */
function written(part: string, values: KnownValues, { frame, isKnown: isLinked }: Setting): string {
  const ordered = (value: string) => (frame.direction === 'rtl' ? inOwnOrder(value) : value)
  return withValues(part, values, {
    text: (own) => (isLinked ? own : unlinked(own)),
    value: (value) => ordered(withoutIsolates(unlinked(value))),
  })
}
