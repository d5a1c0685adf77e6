/** 06:00 to 22:00. */
const FIRST_MINUTE = 360
const MINUTES = 960
const DAY = 1440

/** In percent of the hours that are drawn. */
export function hoursBar(opens: number, closes: number): { x: string; width: string } {
  const end = closes > opens ? closes : DAY
  const place = (minute: number) =>
    Math.min(Math.max(((minute - FIRST_MINUTE) / MINUTES) * 100, 0), 100)
  return {
    x: `${place(opens).toFixed(2)}%`,
    width: `${(place(end) - place(opens)).toFixed(2)}%`,
  }
}
