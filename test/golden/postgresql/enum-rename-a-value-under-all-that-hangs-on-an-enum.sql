-- upgrade
-- rename value 'sad' of enum mood to 'gloomy'
ALTER TYPE "mood" RENAME VALUE 'sad' TO 'gloomy';

-- downgrade
-- rename value 'gloomy' of enum mood to 'sad'
ALTER TYPE "mood" RENAME VALUE 'gloomy' TO 'sad';
