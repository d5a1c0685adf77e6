import type { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { zoneChoices } from '#formats/words/choices'
import { languageName } from '#formats/words/locales'
import { nameDevice } from '#pages/owner/accounts/name_device'
import type User from '#models/accounts/user'
import { membershipsOf } from '#queries/accounts/memberships_of'
import { signInList } from '#queries/accounts/sign_in_list'

interface Reader {
  signInId: number | undefined
  i18n: I18n
  locale: string
}

export async function accountPage(user: User, { signInId, i18n, locale }: Reader) {
  const { id } = user
  const signIns = await signInList(id)
  const memberships = await membershipsOf(id)
  const languages = i18nManager.supportedLocales().map((tag) => ({
    value: tag,
    label: languageName(tag, locale),
  }))
  return {
    languages: [{ value: '', label: i18n.t('owner.accounts.details.any_language') }, ...languages],
    zones: [
      { value: '', label: i18n.t('owner.accounts.details.any_zone') },
      ...zoneChoices(user.timeZone ?? undefined),
    ],
    memberships,
    signIns: signIns.map((signIn) => ({
      id: signIn.id,
      device: nameDevice(signIn.userAgent, i18n),
      issuedAt: signIn.issuedAt,
      lastSeenAt: signIn.lastSeenAt,
      isThisOne: signIn.id === signInId,
    })),
  }
}

export function typedAccount({ fullName, locale, timeZone }: User): Record<string, string> {
  return { full_name: fullName, locale: locale ?? '', time_zone: timeZone ?? '' }
}
