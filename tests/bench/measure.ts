/** The median time of one call in milliseconds, after a warm-up that lets the compiler settle. */
export function median(work: () => unknown): number {
  repeat(work, 150)
  const times = repeat(work, 300)
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]
}

/** The same for work that waits: of fewer calls, since each is long. */
export async function medianOfAsync(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let call = 0; call < 300; call++) {
    const began = performance.now()
    await work()
    if (call >= 50) times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]
}

/** Prints rows of equal columns, the column names above them. */
export function printTable(title: string, rows: Record<string, string>[]): void {
  const names = Object.keys(rows[0])
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)))
  const line = (cells: string[]): string =>
    cells.map((cell, index) => cell.padStart(widths[index])).join('  ')

  console.log([title, line(names), ...rows.map((row) => line(Object.values(row)))].join('\n'))
}

function repeat(work: () => unknown, least: number): number[] {
  const times: number[] = []
  const until = performance.now() + 200
  while (times.length < least || performance.now() < until) {
    const began = performance.now()
    work()
    times.push(performance.now() - began)
  }
  return times
}
