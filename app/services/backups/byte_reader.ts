/** Takes from a stream what is asked for, and holds no more of it than that and one piece. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Buffer>
  #held: Buffer[] = []
  #size = 0
  #isEnded = false

  constructor(source: AsyncIterable<Buffer>) {
    this.#pieces = source[Symbol.asyncIterator]()
  }

  /** Null where fewer are left. */
  async bytes(count: number): Promise<Buffer | null> {
    while (this.#size < count) if (!(await this.#more())) return null
    const all = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held)
    this.#hold([all.subarray(count)])
    return all.subarray(0, count)
  }

  /** With its end; null where there is none within so many bytes. */
  async line(most: number): Promise<Buffer | null> {
    for (;;) {
      const all = Buffer.concat(this.#held)
      const end = all.subarray(0, most).indexOf('\n')
      if (end >= 0) {
        this.#hold([all.subarray(end + 1)])
        return all.subarray(0, end + 1)
      }
      if (all.length >= most || !(await this.#more())) return null
    }
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#size === 0) if (!(await this.#more())) return true
    return false
  }

  async #more(): Promise<boolean> {
    if (this.#isEnded) return false
    const { done, value } = await this.#pieces.next()
    if (done) this.#isEnded = true
    else this.#hold([...this.#held, value])
    return !done
  }

  #hold(pieces: Buffer[]) {
    this.#held = pieces.filter((piece) => piece.length > 0)
    this.#size = this.#held.reduce((sum, piece) => sum + piece.length, 0)
  }
}
