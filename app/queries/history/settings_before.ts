import { type AskedBefore, earlierSettings } from '#history'

/** Null where that entry is of something else, or keeps nothing. */
export function settingsBefore(asked: AskedBefore) {
  return earlierSettings(asked)
}
