/** One line of an iCalendar file, unfolded and unescaped. */
export interface CalendarLine {
  name: string
  parameters: string
  value: string
}

/** Reads a file back by the rules of RFC 5545, sections 3.1 and 3.3.11, and complains loudly. */
export function readCalendarFile(file: string): CalendarLine[] {
  if (!file.endsWith('\r\n')) throw new Error('The last line does not end in CRLF')
  const rows = file.slice(0, -2).split('\r\n')
  for (const row of rows) {
    if (/[\r\n]/.test(row)) throw new Error(`A line ends in something else than CRLF: ${row}`)
    if (Buffer.byteLength(row) > 75) throw new Error(`A line is longer than 75 octets: ${row}`)
  }
  return rows.join('\r\n').replaceAll('\r\n ', '').split('\r\n').map(readLine)
}

/** The value of the event's property of that name, or undefined. */
export function calendarValue(file: string, name: string): string | undefined {
  return readCalendarFile(file).find((line) => line.name === name)?.value
}

function readLine(line: string): CalendarLine {
  const match = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^":;]*))*):(.*)$/su.exec(line)
  if (!match) throw new Error(`Not a content line: ${line}`)
  const [, name, parameters, value] = match
  return { name, parameters, value: value.replaceAll(/\\([\\;,nN])/g, unescape) }
}

function unescape(_: string, character: string): string {
  return character.toLowerCase() === 'n' ? '\n' : character
}
