{{ fuel_combustion('coal_combustion') }}
