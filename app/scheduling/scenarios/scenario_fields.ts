import { isDate, isWallTime, yearOf } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import { isTimeZone } from '#scheduling/time/zones'

/** The message is `<field>: <sentence>`. */
export class InvalidScenario extends Error {
  constructor(field: string, sentence: string) {
    super(`${field}: ${sentence}`)
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/
const FIRST_YEAR = 1970
const LAST_YEAR = 2199

export class Fields {
  readonly #values: Record<string, unknown>
  readonly #path: string

  constructor(value: unknown, path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new InvalidScenario(path || 'scenario', 'must be an object')
    }
    this.#values = { ...value }
    this.#path = path
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null
  }

  fail(name: string, sentence: string): never {
    throw new InvalidScenario(this.#nameOf(name), sentence)
  }

  integer(name: string, least: number, most: number, absent?: number): number {
    if (absent !== undefined && !this.has(name)) return absent
    const value = this.#required(name)
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
      return value
    }
    return this.fail(name, `must be a whole number from ${least} to ${most}`)
  }

  optionalInteger(name: string, least: number, most: number): number | null {
    return this.has(name) ? this.integer(name, least, most) : null
  }

  boolean(name: string, absent: boolean): boolean {
    if (!this.has(name)) return absent
    const value = this.#values[name]
    return typeof value === 'boolean' ? value : this.fail(name, 'must be true or false')
  }

  instant(name: string): Instant {
    const text = this.#text(name)
    const instant = INSTANT.test(text) ? Date.parse(text) : Number.NaN
    const exists =
      !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text.slice(0, 19))
    if (!exists) this.fail(name, 'must be a moment in UTC, like 2026-12-01T09:00:00Z')
    const year = yearOf(instant)
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      this.fail(name, `must lie in the years ${FIRST_YEAR} to ${LAST_YEAR}`)
    }
    return instant
  }

  timeZone(name: string): string {
    const text = this.#text(name)
    return isTimeZone(text)
      ? text
      : this.fail(name, 'must be an IANA time zone, like Europe/London')
  }

  date(name: string): string {
    const text = this.#text(name)
    return isDate(text) ? text : this.fail(name, 'must be a date of the calendar, like 2026-12-01')
  }

  startTime(name: string): string {
    const text = this.#text(name)
    const isStart = isWallTime(text) && text !== '24:00'
    return isStart ? text : this.fail(name, 'must be a time from 00:00 to 23:59')
  }

  endTime(name: string): string {
    const text = this.#text(name)
    return isWallTime(text) ? text : this.fail(name, 'must be a time from 00:00 to 24:00')
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[], absent: Choice): Choice {
    if (!this.has(name)) return absent
    const found = choices.find((choice) => choice === this.#values[name])
    return found ?? this.fail(name, `must be one of ${choices.join(', ')}`)
  }

  list<Item>(name: string, read: (fields: Fields) => Item, absent?: Item[]): Item[] {
    if (absent && !this.has(name)) return absent
    const value = this.#required(name)
    if (!Array.isArray(value)) return this.fail(name, 'must be a list')
    return value.map((item: unknown, index) =>
      read(new Fields(item, `${this.#nameOf(name)}[${index}]`))
    )
  }

  #text(name: string): string {
    const value = this.#required(name)
    return typeof value === 'string' ? value : this.fail(name, 'must be text')
  }

  #required(name: string): unknown {
    return this.has(name) ? this.#values[name] : this.fail(name, 'is missing')
  }

  #nameOf(name: string): string {
    return this.#path ? `${this.#path}.${name}` : name
  }
}
