interface Line {
  inside: number
  waiting: (() => void)[]
}

interface Room {
  inside: number
  /** For each key; whoever comes after that is refused at once. */
  waiting: number
  patienceMs: number
  /** The next one enters no sooner than this after the last, so that others can work in between. */
  paceMs: number
}

type Leave = () => void

/** Queues within this process: whoever waits holds no connection and no lock. */
export class QueuePlaces {
  readonly #lines = new Map<string, Line>()

  constructor(private readonly room: Room) {}

  /** Callers that share keys name them in the same order, or they would wait for each other. */
  async take(keys: readonly string[]): Promise<Leave | null> {
    const until = performance.now() + this.room.patienceMs
    const taken: [key: string, enteredAt: number][] = []
    const leave = () => taken.splice(0).forEach(([key, at]) => this.#leave(key, at))
    for (const key of keys) {
      if (!(await this.#enter(key, until))) {
        leave()
        return null
      }
      taken.push([key, performance.now()])
    }
    return leave
  }

  async #enter(key: string, until: number): Promise<boolean> {
    const line = this.#lines.get(key) ?? { inside: 0, waiting: [] }
    this.#lines.set(key, line)
    if (line.inside < this.room.inside) {
      line.inside++
      return true
    }
    if (line.waiting.length >= this.room.waiting) return false

    const { promise, resolve } = Promise.withResolvers<boolean>()
    const enter = () => {
      clearTimeout(late)
      resolve(true)
    }
    const late = setTimeout(
      () => {
        line.waiting.splice(line.waiting.indexOf(enter), 1)
        resolve(false)
      },
      Math.max(0, until - performance.now())
    )
    line.waiting.push(enter)
    return promise
  }

  #leave(key: string, enteredAt: number): void {
    const line = this.#lines.get(key)
    if (!line) return
    const rest = enteredAt + this.room.paceMs - performance.now()
    if (line.waiting.length === 0 || rest <= 0) this.#pass(key, line)
    else setTimeout(() => this.#pass(key, line), rest)
  }

  /** The place goes to whoever waited longest, so that nobody slips in between. */
  #pass(key: string, line: Line): void {
    const next = line.waiting.shift()
    if (next) return next()
    line.inside--
    if (line.inside === 0) this.#lines.delete(key)
  }
}
