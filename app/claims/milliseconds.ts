/** As a double, which counts milliseconds exactly; `extract` would make a slow numeric of each. */
export function milliseconds(moment: string): string {
  return `round(date_part('epoch', ${moment}) * 1000)`
}
