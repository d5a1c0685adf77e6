import vine from '@vinejs/vine'
import type ClientPreference from '#models/notifications/client_preference'

/** Before the start, in minutes; beside them "usual" is as the business reminds, and "none" never. */
export const REMINDERS_OFFERED = [2880, 1440, 120] as const

const CHOICES = ['usual', ...REMINDERS_OFFERED.map(String), 'none']

export const preferencesForm = vine.create({
  reminders: vine.enum(CHOICES),
  follow_ups: vine.accepted().optional(),
  texts: vine.accepted().optional(),
})

type Preference = Pick<ClientPreference, 'reminderMinutes' | 'getsFollowUps' | 'getsTexts'>

/** Where nothing was chosen, all comes as the business sends it. */
export const UNCHOSEN: Preference = {
  reminderMinutes: null,
  getsFollowUps: true,
  getsTexts: true,
}

interface ChosenFields {
  reminders: string
  follow_ups?: true
  texts?: true
}

/** Where the form asked nothing of texts, that stays as it is. */
export function chosenPreference(data: ChosenFields, asksOfTexts: boolean): Partial<Preference> {
  const { reminders, follow_ups: followUps = false, texts = false } = data
  return {
    reminderMinutes: chosenMinutes(reminders),
    getsFollowUps: followUps,
    ...(asksOfTexts && { getsTexts: texts }),
  }
}

export function typedPreference({ reminderMinutes, getsFollowUps, getsTexts }: Preference) {
  return {
    reminders: reminderMinutes === null ? 'usual' : String(reminderMinutes.at(0) ?? 'none'),
    ...(getsFollowUps && { follow_ups: 'on' }),
    ...(getsTexts && { texts: 'on' }),
  }
}

function chosenMinutes(reminders: string): number[] | null {
  if (reminders === 'usual') return null
  return reminders === 'none' ? [] : [Number(reminders)]
}
