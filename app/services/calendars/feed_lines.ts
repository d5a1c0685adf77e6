import ICAL from 'ical.js'

/** Events that stand alone are called as the file is, where it has a name. */
export interface CalendarFile {
  name: string | null
  text: string
}

/** RFC 7265, 3.4. */
export type JCalProperty = [
  name: string,
  parameters: Record<string, string>,
  type: string,
  ...values: unknown[],
]

type JCalComponent = [name: string, properties: JCalProperty[], components: unknown[]]

export function feedName(text: string): string | null {
  return headOf(text, 'X-WR-CALNAME')?.replace(/\\([,;\\])/g, '$1') ?? null
}

export function unfolded(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
}

export function headOf(text: string, name: string): string | null {
  const until = text.search(/^BEGIN:VEVENT/im)
  const head = unfolded(until === -1 ? text.slice(0, 100_000) : text.slice(0, until))
  const line = head.find((each) => each.toUpperCase().startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim() || null
}

/**
 * A calendar, of which all that begins ends. One that broke off on its way would make time free that
 * it says is busy.
 */
export function isWholeCalendar(lines: readonly string[]): boolean {
  const begun: string[] = []
  let isCalendar = false
  for (const line of lines) {
    const [, edge, name] = /^(BEGIN|END):([\w-]+)\s*$/i.exec(line) ?? []
    if (edge === undefined) continue
    const kind = name.toUpperCase()
    isCalendar ||= kind === 'VCALENDAR'
    if (edge.toUpperCase() === 'BEGIN') begun.push(kind)
    else if (begun.pop() !== kind) return false
  }
  return isCalendar && begun.length === 0
}

/** The lines of each, without components inside it. */
export function* componentsOf(lines: readonly string[], kind: string): Generator<string[]> {
  let block: string[] | null = null
  let depth = 0
  for (const line of lines) {
    const [, edge, name] = /^(BEGIN|END):([\w-]+)\s*$/i.exec(line) ?? []
    const isEdge = edge !== undefined
    if (!block) {
      if (isEdge && edge.toUpperCase() === 'BEGIN' && name.toUpperCase() === kind) block = []
      continue
    }
    if (isEdge && edge.toUpperCase() === 'BEGIN') depth++
    else if (isEdge && depth > 0) depth--
    else if (isEdge) {
      yield block
      block = null
    } else if (depth === 0) block.push(line)
  }
}

export function nameOf(line: string): string {
  return /^[\w-]+/.exec(line)?.[0].toUpperCase() ?? ''
}

export function propertiesOf(kind: string, lines: string[]): JCalProperty[] {
  const text = [`BEGIN:${kind}`, ...lines, `END:${kind}`].join('\r\n')
  const [, properties] = ICAL.parse(text) as JCalComponent
  return properties
}
