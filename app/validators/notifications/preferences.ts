import vine from '@vinejs/vine'
import type ClientPreference from '#models/notifications/client_preference'

/** Before the start, in minutes; beside them "usual" is as the business reminds, and "none" never. */
export const REMINDERS_OFFERED = [2880, 1440, 120] as const

const CHOICES = ['usual', ...REMINDERS_OFFERED.map(String), 'none']

export const preferencesForm = vine.create({
  reminders: vine.enum(CHOICES),
  follow_ups: vine.accepted().optional(),
})

type Preference = Pick<ClientPreference, 'reminderMinutes' | 'getsFollowUps'>

/** Where nothing was chosen, all comes as the business sends it. */
export const UNCHOSEN: Preference = { reminderMinutes: null, getsFollowUps: true }

export function chosenPreference(data: { reminders: string; follow_ups?: true }): Preference {
  const { reminders, follow_ups: followUps = false } = data
  return { reminderMinutes: chosenMinutes(reminders), getsFollowUps: followUps }
}

export function typedPreference({ reminderMinutes, getsFollowUps }: Preference) {
  return {
    reminders: reminderMinutes === null ? 'usual' : String(reminderMinutes.at(0) ?? 'none'),
    ...(getsFollowUps && { follow_ups: 'on' }),
  }
}

function chosenMinutes(reminders: string): number[] | null {
  if (reminders === 'usual') return null
  return reminders === 'none' ? [] : [Number(reminders)]
}
