const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 600_000
const QUIET_MS = 5_000

/** Trouble that comes many times a second, told when it begins, then with growing pauses, and when it is over. */
export class Outage {
  private isOn = false
  private lastAt = 0
  private tellAt = 0
  private pauseMs = 0
  private untold = 0

  constructor(private readonly clock = () => performance.now()) {}

  /** How many times it happened since it was told, where it is time to tell it; else null. */
  happened(): number | null {
    this.lastAt = this.clock()
    this.untold++
    if (this.isOn && this.lastAt < this.tellAt) return null
    this.pauseMs = this.isOn ? Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS
    this.isOn = true
    this.tellAt = this.lastAt + this.pauseMs
    const times = this.untold
    this.untold = 0
    return times
  }

  /** Something went well: true where that ends it, since nothing else failed for a while. */
  wentWell(): boolean {
    if (!this.isOn || this.clock() - this.lastAt < QUIET_MS) return false
    this.isOn = false
    this.untold = 0
    return true
  }
}
