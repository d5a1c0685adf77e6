import type { I18n } from '@adonisjs/i18n'
import { deviceOf } from '#formats/words/devices'
import type User from '#models/accounts/user'
import { membershipsOf } from '#queries/accounts/memberships_of'
import { signInList } from '#queries/accounts/sign_in_list'

export async function accountPage({ id, signInId }: User, i18n: I18n) {
  const signIns = await signInList(id)
  const memberships = await membershipsOf(id)
  return {
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

function nameDevice(userAgent: string | null, i18n: I18n): string {
  const { browser, system } = deviceOf(userAgent)
  if (browser && system) return i18n.t('owner.accounts.account.device', { browser, system })
  return browser || system || i18n.t('owner.accounts.account.unknown_device')
}
