import { testMailLinks } from '#tests/support/mail_journey'

testMailLinks(50)
