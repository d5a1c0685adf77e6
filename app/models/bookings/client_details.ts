/** `timeZone` is an IANA name, `locale` a language tag. */
export interface ClientDetails {
  name: string
  email: string | null
  phone: string | null
  notes: string | null
  timeZone: string
  locale: string
}
