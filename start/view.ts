import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'
import edge from 'edge.js'
import { appUrl } from '#config/app'
import features from '#config/features'
import { offeredLanguages } from '#config/languages'
import * as addresses from '#formats/pages/addresses'
import { around } from '#formats/bookings/booking_terms'
import { hexColour } from '#formats/pages/colours'
import { declinePhrases, declineReason } from '#formats/words/decline_phrases'
import { dialled, initial, mapLink } from '#formats/contacts/contacts'
import { failureCause } from '#formats/words/failures'
import { errorsInPageOrder, fieldLabel, nameField } from '#formats/words/field_labels'
import { formatHosts, formatPeople, formatRooms } from '#formats/bookings/hosts'
import { formatLength, formatLengths } from '#formats/times/lengths'
import { languageName, textDirection } from '#formats/words/locales'
import { dayMoment } from '#formats/times/month_grid'
import { weekdayList } from '#formats/words/choices'
import { likelyAddress } from '#formats/contacts/mail_addresses'
import { formatMoney } from '#formats/bookings/money'
import { formatPriceFrom, formatPrices, isFreePrice, priceOfLength } from '#formats/bookings/prices'
import { countryRead, spelledOut } from '#formats/contacts/phone_numbers'
import * as near from '#formats/contacts/near'
import {
  isOnSite,
  joinLink,
  offeredPlaces,
  placeInWords,
  placeOfBusiness,
  PLACE_TYPES,
  placeOnMap,
  placePhrase,
  placesToChoose,
} from '#formats/bookings/places'
import { inScript } from '#formats/pages/structured_data'
import { pictureSet, smallestFile } from '#formats/pages/pictures'
import { openingRows } from '#formats/times/opening_rows'
import { placeTicks } from '#formats/times/sessions_of_day'
import { submittedName } from '#formats/words/submitted_fields'
import { shownColour } from '#formats/pages/service_colours'
import { readAs, storedInstead } from '#validators/stored_values'
import { formatNames } from '#formats/words/directions'
import { asSentence } from '#formats/words/text'
import { formattedText } from '#formats/words/formatted_text'
import { weekGlance } from '#formats/times/week_glance'
import * as times from '#formats/times/times'

/** What every template sees; `locale` is the one that dates and prices are written in. */
interface ViewState {
  locale?: string
  i18n: { locale: string }
}

const localeOf = (state: ViewState) => state.locale ?? state.i18n.locale

/** A formatter whose last argument, the locale, comes from the page. */
function localized<Values extends unknown[], Shown>(
  format: (...args: [...Values, string]) => Shown
) {
  return function (this: ViewState, ...values: Values) {
    return format(...values, localeOf(this))
  }
}

edge.global('features', features)
edge.global('declinePhrases', declinePhrases)
edge.global('declineReason', (reason: string | null, translate: (key: string) => string) =>
  declineReason(reason, translate, (key) => i18nManager.locale(i18nManager.defaultLocale).t(key))
)
edge.global('siteUrl', appUrl)

edge.global('pagePath', addresses.pagePath)
edge.global('timesPath', addresses.timesPath)
edge.global('detailsPath', addresses.detailsPath)
edge.global('joinWaitlistPath', addresses.joinWaitlistPath)
edge.global('schedulePath', addresses.schedulePath)
edge.global('enquiryPath', addresses.enquiryPath)
edge.global('privacyPath', addresses.privacyPath)
edge.global('waitlistPath', addresses.waitlistPath)
edge.global('managePath', addresses.managePath)
edge.global('preferencesPath', addresses.preferencesPath)
edge.global('submittedName', submittedName)
edge.global('nameField', nameField)
edge.global('fieldLabel', fieldLabel)
edge.global('errorsInPageOrder', errorsInPageOrder)
edge.global('storedInstead', storedInstead)
edge.global('readAs', readAs)
edge.global('failureCause', failureCause)
edge.global('withQuery', addresses.withQuery)
edge.global('stated', addresses.stated)

edge.global('inScript', inScript)

edge.global('asSentence', asSentence)
edge.global('formattedText', formattedText)
edge.global('formatHosts', localized(formatHosts))
edge.global('formatPeople', localized(formatPeople))
edge.global('formatRooms', localized(formatRooms))
edge.global(
  'formatNames',
  localized((names: string[], locale: string) => formatNames(names, locale))
)
edge.global('formatLength', localized(formatLength))
edge.global('formatLengths', localized(formatLengths))
edge.global('formatMoney', localized(formatMoney))
edge.global('formatPrices', localized(formatPrices))
edge.global('formatPriceFrom', localized(formatPriceFrom))
edge.global('priceOfLength', priceOfLength)
edge.global('isFreePrice', isFreePrice)
edge.global('comma', localized(times.comma))
edge.global('colon', localized(times.colon))
edge.global('formatTime', localized(times.formatTime))
edge.global('clockParts', localized(times.clockParts))
edge.global('formatWallTime', localized(times.formatWallTime))
edge.global('formatHour', localized(times.formatHour))
edge.global('formatDay', localized(times.formatDay))
edge.global('formatDate', localized(times.formatDate))
edge.global('formatDateOnly', localized(times.formatDateOnly))
edge.global('formatDayInBrief', localized(times.formatDayInBrief))
edge.global('formatShortDay', localized(times.formatShortDay))
edge.global('formatDayMonth', localized(times.formatDayMonth))
edge.global('formatMonth', localized(times.formatMonth))
edge.global('isMonthFirst', localized(times.isMonthFirst))
edge.global('formatMonths', localized(times.formatMonths))
edge.global('formatShortMonth', localized(times.formatShortMonth))
edge.global('formatWeekday', localized(times.formatWeekday))
edge.global('formatMoment', localized(times.formatMoment))
edge.global('formatRange', localized(times.formatRange))
edge.global('formatSpan', localized(times.formatSpan))
edge.global('formatShortSpan', localized(times.formatShortSpan))
edge.global('formatRangeInText', localized(times.formatRangeInText))
edge.global('weekGlance', localized(weekGlance))
edge.global('formatTimeLeft', localized(near.formatTimeLeft))
edge.global('formatTimeBetween', localized(near.formatTimeBetween))
edge.global('isNearlyOver', near.isNearlyOver)
edge.global('formatNearDay', localized(near.formatNearDay))
edge.global('formatNearMoment', localized(near.formatNearMoment))
edge.global('formatNearMomentInText', localized(near.formatNearMomentInText))

edge.global('isoDate', times.isoDate)
edge.global('isoMoment', times.isoMoment)
edge.global('zoneCity', times.zoneCity)
edge.global('zoneOffset', times.zoneOffset)
edge.global('dayMoment', dayMoment)

edge.global('around', around)
edge.global('dialled', dialled)
edge.global('spelledOut', spelledOut)
edge.global('countryRead', localized(countryRead))
edge.global('languageName', localized(languageName))
edge.global(
  'weekdayName',
  localized((isoWeekday: number, locale: string) => weekdayList([isoWeekday % 7], locale))
)
edge.global('mapLink', mapLink)
edge.global('openingRows', openingRows)
edge.global('likelyAddress', likelyAddress)
edge.global('placeTicks', placeTicks)
edge.global('placeTypes', PLACE_TYPES)
edge.global('isOnSite', isOnSite)
edge.global('offeredPlaces', localized(offeredPlaces))
edge.global('placesToChoose', placesToChoose)
edge.global('placeInWords', placeInWords)
edge.global('placePhrase', placePhrase)
edge.global('placeOnMap', placeOnMap)
edge.global('placeOfBusiness', placeOfBusiness)
edge.global('joinLink', joinLink)
edge.global('initial', initial)
edge.global('pictureSet', pictureSet)
edge.global('smallestFile', smallestFile)
edge.global('hexColour', hexColour)
edge.global('shownColour', shownColour)
edge.global('textDirection', function (this: ViewState, language?: string) {
  return textDirection(language ?? this.i18n.locale)
})
edge.global('offeredLanguages', offeredLanguages)

/** Edge lists the components folder again for every view; but for development it never changes. */
if (!app.inDev) {
  const components = edge.loader.listComponents()
  edge.loader.listComponents = () => components
}
