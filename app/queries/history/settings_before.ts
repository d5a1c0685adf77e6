import { earlierEntry, type EarlierEntry, earlierSettings } from '#history'

/** Null where that entry is of something else, or keeps nothing. */
export function settingsBefore(wanted: EarlierEntry) {
  return earlierSettings(wanted)
}

/** Null where the business has no such entry, or it keeps nothing. */
export function undoneEntry(businessId: number, entryId: number) {
  return earlierEntry({ businessId, entryId })
}
