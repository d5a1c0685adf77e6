import type { OauthProvider } from '#services/calendars/oauth'
import type { ContactBook } from '#services/contacts/contact_book'

/** Loaded where they are used: what they stand on is large. */
const books: Record<OauthProvider, () => Promise<ContactBook>> = {
  google: () => import('#services/contacts/google_people').then(({ googlePeople }) => googlePeople),
  outlook: () =>
    import('#services/contacts/outlook_people').then(({ outlookPeople }) => outlookPeople),
}

/** Null where a provider has none. */
export async function contactBook(provider: string): Promise<ContactBook | null> {
  return provider in books ? books[provider as OauthProvider]() : null
}
