/** Remembers that something gave no answer, so that not every caller waits for it. */
export class Silence {
  private until: number | null = null

  begin(forMs: number): void {
    this.until = performance.now() + forMs
  }

  end(): void {
    this.until = null
  }

  /** When the time is over the first caller tries for all; the others go on without waiting. */
  lasts(forMs: number): boolean {
    if (this.until === null) return false
    if (performance.now() < this.until) return true
    this.begin(forMs)
    return false
  }
}
