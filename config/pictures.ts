const MEGABYTE = 1024 * 1024

export default {
  /** What is refused by name, and what is not even read to its end. */
  mostBytes: 10 * MEGABYTE,
  mostRead: '40mb',
  /** A small file may stand for very many: known by its head, before anything is unpacked. */
  mostPixels: 50_000_000,
  /** How many earlier ones of each can be put back, and for how long. */
  mostEarlier: 5,
  keptDays: 90,
}
