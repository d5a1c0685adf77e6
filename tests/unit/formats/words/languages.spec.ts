import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { IntlMessageFormat } from 'intl-messageformat'
import { namedLanguage, offeredLanguages, spokenOf } from '#config/languages'

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** What clients read, and what is mailed; owners and programs read English. */
const TRANSLATED = /^(guest|portal|mails|texts|errors|form|terms|validator)\./

const others = offeredLanguages()
  .map(({ tag }) => tag)
  .filter((tag) => tag !== 'en')
const english = Object.entries(i18nManager.getTranslationsFor('en')).filter(([key]) =>
  TRANSLATED.test(key)
)

/** "count plural" for `{count, plural, …}`, in every branch. */
function namesIn(elements: Elements): string[] {
  return elements.flatMap((element) => {
    const name = 'value' in element && element.type !== 0 ? [`${element.value}`] : []
    if (!('options' in element)) return name
    return [...name, ...Object.values(element.options).flatMap(({ value }) => namesIn(value))]
  })
}

/** The classes of the language that a plural has no words for. */
function classesMissing(elements: Elements, language: string): string[] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return []
    const inside = Object.values(element.options).flatMap(({ value }) =>
      classesMissing(value, language)
    )
    if (!('pluralType' in element)) return inside
    const { pluralCategories } = new Intl.PluralRules(language, {
      type: element.pluralType,
    }).resolvedOptions()
    return [...inside, ...pluralCategories.filter((each) => !(each in element.options))]
  })
}

function parsed(message: string, language: string): Elements {
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()
}

test.group('A language', () => {
  test('{$self} has every sentence for clients and mails, and no other')
    .with(others)
    .run(({ assert }, language) => {
      const keys = Object.keys(i18nManager.getTranslationsFor(language))
      assert.sameMembers(
        keys,
        english.map(([key]) => key)
      )
    })

  test('{$self} says what the English says of each argument, in all its plurals')
    .with(others)
    .run(({ assert }, language) => {
      const texts = i18nManager.getTranslationsFor(language)
      const faults = english
        .filter(([key]) => key in texts)
        .flatMap(([key, text]) => {
          const said = parsed(texts[key], language)
          const known = new Set(namesIn(parsed(text, 'en')))
          const named = new Set(namesIn(said))
          return [
            ...[...known].filter((name) => !named.has(name)).map((name) => `${key}: no {${name}}`),
            ...[...named].filter((name) => !known.has(name)).map((name) => `${key}: {${name}}`),
            ...classesMissing(said, language).map((each) => `${key}: no plural "${each}"`),
          ]
        })
      assert.deepEqual(faults, [])
    })

  test('{$self} promises no more than the English: that a change is free, the business says itself')
    .with(others)
    .run(({ assert }, language) => {
      const texts = Object.entries(i18nManager.getTranslationsFor(language))
      const promises = texts.filter(([key]) =>
        /^terms\.(both|each_until|move_only|cancel_only)$/.test(key)
      )
      assert.lengthOf(promises, 4)
      for (const [key, text] of promises) {
        assert.notMatch(text, /kostenlos|gratis|gratuit|sans frais|sin coste|مجان/i, key)
      }
    })

  test('is offered by its own name', ({ assert }) => {
    const names = Object.fromEntries(offeredLanguages().map(({ tag, name }) => [tag, name]))
    assert.deepEqual(names, {
      ar: 'العربية',
      de: 'Deutsch',
      en: 'English',
      es: 'Español',
      fr: 'Français',
    })
  })

  test('is the first that is spoken here of those that somebody reads', ({ assert }) => {
    assert.equal(spokenOf(['zz', 'EN-us', 'de']), 'en')
    assert.isNull(spokenOf(['*', 'zz-ZZ']))
  })

  test('is named by an address with a region or in capitals too', ({ assert }) => {
    const named = ['de-AT', 'AR', 'fr-CA', 'es-419', 'zz', 'de;q=1', '*', ['de'], undefined]
    assert.deepEqual(
      named.map((tag) => namedLanguage(tag)),
      ['de', 'ar', 'fr', 'es', null, null, null, null, null]
    )
  })
})
