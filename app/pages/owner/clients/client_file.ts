import type { I18n } from '@adonisjs/i18n'
import type { DateTime } from 'luxon'
import type { ListedClient } from '#queries/clients/client_list'

/** Times in ISO 8601 with the offset of the business's zone. */
export function clientColumns(
  zone: string,
  i18n: I18n
): Record<string, (listed: ListedClient) => string | number | null> {
  const title = (name: string) => i18n.t(`owner.clients.file.${name}`)
  const iso = (moment: DateTime | null) => moment?.setZone(zone).toISO() ?? null
  return {
    [title('name')]: ({ client }) => client.name,
    [title('email')]: ({ client }) => client.emails.join('; '),
    [title('phone')]: ({ client }) => client.phones.join('; '),
    [title('tags')]: ({ client }) => client.allTags.join('; '),
    [title('notes')]: ({ client: { notes, mergedNotes } }) => {
      const merged = mergedNotes.map((of) => `${i18n.t('owner.clients.of_merged', of)} ${of.notes}`)
      return [notes, ...merged].filter(Boolean).join('\n')
    },
    [title('locale')]: ({ client }) => client.locale,
    [title('time_zone')]: ({ client }) => client.timeZone,
    [title('since')]: ({ client }) => iso(client.since),
    [title('visits')]: ({ facts }) => facts.visits,
    [title('last_visit')]: ({ facts }) => iso(facts.lastVisitAt),
    [title('coming')]: ({ facts }) => facts.coming,
    [title('missed')]: ({ facts }) => facts.missed,
    [title('cancelled')]: ({ facts }) => facts.cancelled,
    [title('blocked')]: ({ client }) => iso(client.blockedAt),
  }
}
