/** That something gave no answer, kept in mind for a while so that not everyone waits for it. */
export class Silence {
  private until: number | null = null

  begin(forMs: number): void {
    this.until = performance.now() + forMs
  }

  end(): void {
    this.until = null
  }

  /** Once its time is over the first who asks tries for all: the others go on without waiting. */
  lasts(forMs: number): boolean {
    if (this.until === null) return false
    if (performance.now() < this.until) return true
    this.begin(forMs)
    return false
  }
}
