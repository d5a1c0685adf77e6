import { versionOf } from '#models/version'

type Values = Record<string, string>

interface Typed {
  values: Values
  newer?: { stored: Values }
}

/** They say how the form was read, and are nothing that is saved. */
const ABOUT_READING = new Set(['version', 'read_as'])

export function storedInstead({ values, newer }: Typed, name: string): string | null {
  if (!newer) return null
  const stored = plain(newer.stored[name])
  return stored === plain(values[name]) ? null : stored
}

/** A digest of each field as it was stored when the form was first read. */
export function readAs({ values, newer }: Typed): string {
  if (values.read_as !== undefined) return values.read_as
  return Object.entries(newer?.stored ?? values)
    .filter(([name, value]) => !ABOUT_READING.has(name) && plain(value) !== '')
    .map(([name, value]) => `${name}:${digestOf(value)}`)
    .join(' ')
}

/** What was typed, and what is stored now where nobody touched a field since the form was read. */
export function besideUntouched(typed: Values, stored: Values) {
  const { read_as: read, ...values } = typed
  const digests = new Map(read?.split(' ').map((each) => cutAtLast(each, ':')))
  const isUntouched = (name: string) =>
    plain(typed[name]) === '' ? !digests.has(name) : digests.get(name) === digestOf(typed[name])
  const names = read === undefined ? [] : [...Object.keys(stored), ...digests.keys()]
  const touched = [...names, ...Object.keys(values)].filter((name) => !isUntouched(name))
  const kept = new Set(touched.map(listOf))
  const taken = names.filter(
    (name) => !kept.has(listOf(name)) && plain(stored[name]) !== plain(typed[name])
  )
  for (const name of taken) {
    if (name in stored) values[name] = stored[name]
    else Reflect.deleteProperty(values, name)
  }
  return { values, hasTaken: taken.length > 0 }
}

const ROW = /^([a-z]+)_[a-z]+_\d+$/

/** The second row, "further_length_2" beside "further_price_2", may be another one by now. */
function listOf(name: string): string {
  return ROW.exec(name)?.[1] ?? name
}

const DIGEST_LENGTH = 6

/** One changed value in 69 billion is taken for the one before it; a page has a digest for each field. */
function digestOf(value: string): string {
  return versionOf(plain(value)).slice(0, DIGEST_LENGTH)
}

function cutAtLast(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark)
  return [text.slice(0, at), text.slice(at + 1)]
}

/** Browsers send line breaks as CR LF. */
function plain(text = ''): string {
  return text.replaceAll('\r\n', '\n').trim()
}
