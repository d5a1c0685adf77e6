import { addressKey } from '#formats/contacts/mail_address'
import { phoneKey } from '#formats/contacts/phone_numbers'
import { foldedText } from '#formats/words/text'

interface Named {
  name: string
  email: string | null
  phone: string | null
}

/** What a client is matched by, and found by. */
export function clientKeys(
  business: { timeZone: string; locale: string },
  { name, email, phone }: Named
) {
  const emailKey = email === null ? null : addressKey(email)
  return {
    emailKey,
    phoneKey: phone === null ? null : phoneKey(phone, business),
    searchKey: [foldedText(name), emailKey].filter(Boolean).join(' '),
  }
}
