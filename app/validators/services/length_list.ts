const SHORTEST = 5
const LONGEST = 1440
const MOST = 20

export class LengthListError extends RangeError {
  constructor(
    readonly rule: 'lengthList' | 'tooManyLengths',
    readonly entry = ''
  ) {
    super(`${rule} ${entry}`)
  }
}

/** "30, 90", in minutes; each once, the shortest first. */
export function readLengths(text: string): number[] {
  const entries = text.split(/[,;\s]+/).filter((entry) => entry !== '')
  const lengths = new Set(entries.map(readLength))
  if (lengths.size > MOST) throw new LengthListError('tooManyLengths')
  return [...lengths].sort((one, other) => one - other)
}

export function writeLengths(lengths: readonly number[]): string {
  return lengths.join(', ')
}

function readLength(entry: string): number {
  const minutes = /^\d{1,4}$/.test(entry) ? Number(entry) : Number.NaN
  if (minutes >= SHORTEST && minutes <= LONGEST) return minutes
  throw new LengthListError('lengthList', entry)
}
