import { type EarlierEntry, earlierSettings } from '#history'

/** Null where that entry is of something else, or keeps nothing. */
export function settingsBefore(asked: EarlierEntry) {
  return earlierSettings(asked)
}
