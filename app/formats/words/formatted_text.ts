import { escapedHtml } from '#formats/words/text'

/** What begins a line of each kind. */
const MARK = { text: /^(?!)/, bullets: /^[-*•]\s+/, numbers: /^\d{1,2}[.)]\s+/ }

/**
 * Bold, italic and links, the first that fits. Marks stand against a word, as in `**so**`: what has
 * blanks beside it, as in 2 * 3, is what it looks like.
 */
const MARKED =
  /\*\*(?=\S)(?<bold>.{1,500}?)(?<=\S)\*\*|\*(?=[^\s*])(?<italic>[^*]{1,500}?)(?<=\S)\*|\[(?<words>[^[\]]{1,200})\]\((?<to>https?:\/\/[^\s()<>]{1,500})\)|(?<address>https?:\/\/[^\s<>[\]]{1,500})/gu

const LISTS = { bullets: 'ul', numbers: 'ol' } as const

const MARKS: Record<Block['kind'], (index: number) => string> = {
  text: () => '',
  bullets: () => '- ',
  numbers: (index) => `${index + 1}. `,
}

/** How pieces of a text become HTML, and what its elements have beside their names. */
export interface HtmlWriting extends Pick<Writer, 'text' | 'link'> {
  attributes: Partial<Record<'p' | 'ul' | 'ol' | 'li', string>>
}

const ON_A_PAGE: HtmlWriting = {
  text: escapedHtml,
  link: (words, to) =>
    `<a href="${escapedHtml(to)}" rel="nofollow noopener">${escapedHtml(words)}</a>`,
  attributes: {},
}

/** What stands behind an address belongs to the sentence. */
const AFTER_ADDRESS = /[.,;:!?)*'"]+$/

/**
 * Paragraphs, lists, bold, italic and links, as HTML; all else is text, whatever it looks like. What
 * a business links to is not recommended to search engines.
 */
export function formattedText(text: string, writing: HtmlWriting = ON_A_PAGE): string {
  const { attributes } = writing
  const element = (name: keyof typeof attributes, inner: string) =>
    `<${name}${attributes[name] ?? ''}>${inner}</${name}>`
  return blocksOf(text)
    .map(({ kind, lines }) => {
      const set = lines.map((line) => inline(line, writing))
      if (kind === 'text') return element('p', set.join('<br>'))
      return element(LISTS[kind], set.map((item) => element('li', item)).join(''))
    })
    .join('')
}

/** As lines of plain text, its lists with their marks. */
export function linedText(text: string, write: Pick<Writer, 'text' | 'link'>): string {
  const inner = (line: string): string => written(line, { ...write, bold: inner, italic: inner })
  return blocksOf(text)
    .map(({ kind, lines }) =>
      lines.map((line, index) => MARKS[kind](index) + inner(line)).join('\n')
    )
    .join('\n\n')
}

/** What stands in its links, their addresses with their words. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(MARKED)].flatMap(
    ({ groups: { bold, italic, words, to, address } = {} }) =>
      address ? [address] : to ? [`${words} ${to}`] : linksIn(bold ?? italic ?? '')
  )
}

/** The same as one line, for where nothing can be set. */
export function unformattedText(text: string): string {
  return blocksOf(text)
    .flatMap(({ lines }) => lines.map(plain))
    .join(' ')
}

interface Block {
  kind: keyof typeof MARK
  lines: string[]
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let before: Block['kind'] | null = null
  for (const line of text.split('\n').map((each) => each.trim())) {
    const kind = line === '' ? null : kindOf(line)
    if (kind && kind !== before) blocks.push({ kind, lines: [] })
    if (kind) blocks[blocks.length - 1].lines.push(line.replace(MARK[kind], ''))
    before = kind
  }
  return blocks
}

function kindOf(line: string): Block['kind'] {
  if (MARK.bullets.test(line)) return 'bullets'
  return MARK.numbers.test(line) ? 'numbers' : 'text'
}

function inline(text: string, writing: HtmlWriting): string {
  return written(text, {
    text: writing.text,
    bold: (inner) => `<strong>${inline(inner, writing)}</strong>`,
    italic: (inner) => `<em>${inline(inner, writing)}</em>`,
    link: writing.link,
  })
}

function plain(text: string): string {
  return written(text, { text: (part) => part, bold: plain, italic: plain, link: (words) => words })
}

interface Writer {
  text: (part: string) => string
  bold: (inner: string) => string
  italic: (inner: string) => string
  link: (words: string, to: string) => string
}

function written(text: string, write: Writer): string {
  let done = ''
  let at = 0
  for (const { 0: found, index, groups = {} } of text.matchAll(MARKED)) {
    done += write.text(text.slice(at, index))
    at = index + found.length
    const { bold, italic, words, to, address } = groups
    if (bold) done += write.bold(bold)
    else if (italic) done += write.italic(italic)
    else if (to) done += write.link(words, to)
    else {
      const [after] = AFTER_ADDRESS.exec(address) ?? ['']
      const stated = address.slice(0, address.length - after.length)
      done += write.link(stated, stated) + write.text(after)
    }
  }
  return done + write.text(text.slice(at))
}
