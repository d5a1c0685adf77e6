import type { I18n } from '@adonisjs/i18n'
import { deviceOf } from '#formats/words/devices'

/** As its owner would know it. */
export function nameDevice(userAgent: string | null, i18n: I18n): string {
  const { browser, system } = deviceOf(userAgent)
  if (browser && system) return i18n.t('owner.accounts.account.device', { browser, system })
  return browser || system || i18n.t('owner.accounts.account.unknown_device')
}
