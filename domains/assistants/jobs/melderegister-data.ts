/** An invented register: nobody in it exists. Only streets listed here lie in a resident parking zone. */
export interface RegisterEntry {
  readonly vorname: string
  readonly nachname: string
  readonly geburtsdatum: string
  readonly strasse: string
  readonly plz: string
  /** Auskunftssperre, § 51 BMG. */
  readonly gesperrt?: true
}

export const melderegister: readonly RegisterEntry[] = [
  { vorname: 'Aylin', nachname: 'Demir', geburtsdatum: '1991-03-14', strasse: 'Fritzenwiese 8', plz: '29221' },
  { vorname: 'Torben', nachname: 'Kassebaum', geburtsdatum: '1978-09-02', strasse: 'Bergstraße 31', plz: '29221' },
  { vorname: 'Wiebke', nachname: 'Ostermann', geburtsdatum: '1965-01-29', strasse: 'Mauernstraße 12', plz: '29221' },
  { vorname: 'Ilka', nachname: 'Behnsen', geburtsdatum: '1986-11-08', strasse: 'Schuhstraße 5', plz: '29221', gesperrt: true },
  { vorname: 'Niklas', nachname: 'Hoyer', geburtsdatum: '1999-07-21', strasse: 'Wederweg 44', plz: '29221' },
]

export const parkingZones: Readonly<Record<string, string>> = {
  Fritzenwiese: 'A (Altstadt Nord)',
  Bergstraße: 'B (Altstadt)',
  Mauernstraße: 'B (Altstadt)',
  Schuhstraße: 'B (Altstadt)',
}
