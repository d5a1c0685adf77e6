import { codeOf, finding, type Finding } from '#services/doctor/finding'
import type { TwilioSettings } from '#services/sms/twilio_sms'

export interface TextSettings {
  channel: 'mailbox' | 'twilio'
  twilio: Omit<TwilioSettings, 'toldAt' | 'timeoutMs'> | null
  /** Some of Twilio's keys are set and others are not. */
  isHalfSet: boolean
  timeoutMs: number
}

/** Whether an SMS could be handed over now; none is. */
export async function checkTexts(settings: TextSettings): Promise<Finding> {
  const { twilio, isHalfSet, timeoutMs } = settings
  if (isHalfSet) return finding('texts', 'bad', 'texts_half_set')
  if (!twilio) return finding('texts', 'note', 'texts_mailbox')
  try {
    const { TwilioTexts } = await import('#services/sms/twilio_sms')
    const status = await new TwilioTexts({ ...twilio, toldAt: '', timeoutMs }).readState()
    return status === 'active'
      ? finding('texts', 'good', 'texts_ready')
      : finding('texts', 'bad', 'texts_closed', { detail: `Twilio ${status}` })
  } catch (error) {
    const status = statusOf(error)
    const isRefused = status === 401 || status === 403
    return finding('texts', 'bad', isRefused ? 'texts_key' : 'texts_away', {
      detail: `Twilio ${status ?? codeOf(error)}`,
    })
  }
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null
  return typeof error.status === 'number' ? error.status : null
}
