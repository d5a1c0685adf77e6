import { calendarsLink } from '../links.js'
import { message } from '../message.js'
import { business } from '../samples.js'
import { connectionSubject } from './connection_subject.js'
import CalendarConnection from '#models/calendars/calendar_connection'
import Host from '#models/availability/host'

function sample() {
  const connection = new CalendarConnection().merge({
    ...{ id: 1, businessId: business.id, hostId: 1, provider: 'google', state: 'lost' },
    ...{ account: 'mia@swimschoolpro.example', lostBecause: 'access_lost' },
  })
  connection.$setRelated('business', business)
  connection.$setRelated('host', new Host().merge({ id: 1, name: 'Mia Berg' }))
  return { connection }
}

/** It no longer lets us in, until somebody connects it anew. */
export const calendarLost = message({
  type: 'calendar_lost',
  subject: connectionSubject,
  staff: 'in_charge',
  reasonToDrop: ({ connection }) => (connection.isLost ? null : 'calendar_connected'),
  mail: {
    staff: {
      content({ connection: { account, host } }, to) {
        return {
          subject: to.t('calendar_lost.subject', { account }),
          status: { text: to.t('calendar_lost.status'), tone: 'stop' },
          heading: to.t('calendar_lost.heading', { account }),
          time: null,
          notice: to.t('calendar_lost.notice', { name: host.name }),
          facts: [],
          button: { label: to.t('calendar_lost.button'), href: calendarsLink() },
        }
      },
      samples: [{ title: 'Calendar lost', about: sample() }],
    },
  },
  inApp: {
    says: (_notification, t) => t('owner.notifications.news.calendar_lost'),
    leadsTo: () => ({ route: 'owner.calendar_connections.index' }),
  },
})
