import { textTimeoutMs, texts } from '#config/sms'
import { keepText } from '#services/sms/mailbox_sms'
import type { SendText, Text } from '#services/sms/sms'

let kept: Promise<SendText> | undefined

/** Through Twilio where it is set up; its library is large, so only then it is loaded. */
export async function sendText(text: Text): Promise<string> {
  kept ??= sender()
  return (await kept)(text)
}

async function sender(): Promise<SendText> {
  const { twilio, toldAt } = texts
  if (!twilio) return keepText
  const { TwilioTexts } = await import('#services/sms/twilio_sms')
  const through = new TwilioTexts({ ...twilio, toldAt, timeoutMs: textTimeoutMs })
  return (each) => through.send(each)
}
