{{ fuel_combustion('oil_combustion') }}
