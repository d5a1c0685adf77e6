export type Ranges = [from: string, to: string][]

/** The form as a browser posts it: a closed day posts its range, but not its tick. */
export function weekForm(days: Record<number, Ranges>): Record<string, string> {
  const form: Record<string, string> = {}
  for (let weekday = 0; weekday < 7; weekday++) {
    const ranges = days[weekday] ?? [['09:00', '17:00']]
    if (days[weekday]) form[`days[d${weekday}][open]`] = 'on'
    for (const [index, [from, to]] of ranges.entries()) {
      form[`days[d${weekday}][ranges][${index}][from]`] = from
      form[`days[d${weekday}][ranges][${index}][to]`] = to
    }
  }
  return form
}
