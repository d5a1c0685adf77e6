import { type Choice, zoneChoices } from '#formats/words/choices'
import { comma, formatTime, zoneOffset } from '#formats/times/times'

export function zonesWithClocks(inUse: string, now: number, locale: string): Choice[] {
  const clocks = new Map<string, string>()
  return zoneChoices(inUse).map((choice) => {
    const offset = zoneOffset(now, choice.value)
    const time = clocks.get(offset) ?? formatTime(now, choice.value, locale)
    clocks.set(offset, time)
    return { ...choice, label: `${choice.label} (${offset})${comma(locale)} ${time}` }
  })
}
